"""Letting one person send after a round closed, and ending that."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import LatePermission
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

LONGEST_REASON = 200


def give_late(
    *,
    scheme_slug: str,
    round_slug: str,
    person_id: int,
    until: datetime,
    reason: str,
    actor: Viewer,
) -> None:
    """Let one person send until an instant; the round stays closed to everybody else.

    It takes the place of what that person had before. The same again changes nothing.

    Args:
        scheme_slug: the scheme.
        round_slug: the round.
        person_id: somebody of the organisations that take part, who has not left.
        until: the last instant, UTC.
        reason: why, in a sentence.
        actor: who gives it.

    Raises:
        Refused: there is no reason, or the instant would change nothing.
        Missing: there is no such round or person.
    """
    moment = clock.now()
    with transaction() as session:
        card = schemes.round_by_slug(scheme_slug, round_slug)
        name = _name_of(person_id, card)
        check_until(card, until, moment)
        _check_reason(reason)
        earlier = _in_force(session, card.id, person_id)
        if any(row.until == until and row.reason == reason for row in earlier):
            return
        for row in earlier:
            row.ended_at = moment
        given = LatePermission(
            round_id=card.id,
            person_id=person_id,
            until=until,
            reason=reason,
            granted_at=moment,
            granted_by_id=actor.person_id,
        )
        session.add(given)
        _record("round.late_given", card, name, actor, until=until, reason=reason)


def end_late(*, scheme_slug: str, round_slug: str, number: int, actor: Viewer) -> None:
    """End a permission now; a second time changes nothing.

    Raises:
        Missing: this round has no such permission.
    """
    with transaction() as session:
        card = schemes.round_by_slug(scheme_slug, round_slug)
        row = session.scalar(
            select(LatePermission)
            .where(LatePermission.id == number, LatePermission.round_id == card.id)
            .with_for_update()
        )
        if row is None:
            raise Missing
        if row.ended_at is not None:
            return
        row.ended_at = clock.now()
        name = people.person(row.person_id).name
        _record("round.late_ended", card, name, actor, until=row.until, reason=row.reason)


def check_until(card: RoundCard, until: datetime, now: datetime) -> None:
    """Refuse a permission that would change nothing.

    Raises:
        Refused: names the field `until`.
    """
    if card.closes_at is None:
        raise Refused(_("This round stays open, so nobody can be late."))
    if card.scheme.ended_at is not None:
        raise Refused(_("This scheme has ended and takes no more nominations."))
    if until <= card.closes_at:
        raise Refused(
            _(
                "Enter a time after the close, which is %(closes)s.",
                closes=clock.spoken(card.closes_at),
            ),
            field="until",
        )
    if until <= now:
        raise Refused(_("That time has passed. Enter one that is still to come."), field="until")


def _check_reason(reason: str) -> None:
    if not reason:
        raise Refused(_("Say why, in a few words."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refused(
            _("Shorten this to %(most)s characters or fewer.", most=LONGEST_REASON), field="reason"
        )


def _name_of(person_id: int, card: RoundCard) -> str:
    found = people.people_by_id([person_id]).get(person_id)
    inside = found is not None and found.organisation_id in card.scheme.organisation_ids
    if found is None or not inside or people.has_left([person_id]):
        raise Missing
    return found.name


def _in_force(session: Session, round_id: int, person_id: int) -> list[LatePermission]:
    return list(
        session.scalars(
            select(LatePermission)
            .where(LatePermission.round_id == round_id, LatePermission.person_id == person_id)
            .where(LatePermission.ended_at.is_(None))
            .with_for_update()
        )
    )


def _record(
    action: str, card: RoundCard, name: str, actor: Viewer, *, until: datetime, reason: str
) -> None:
    record(
        action,
        subject=("round", card.id),
        actor_id=actor.person_id,
        payload={
            "scheme": card.scheme.name,
            "round": card.name,
            "person": name,
            "until": until.isoformat(),
            "reason": reason,
        },
    )
