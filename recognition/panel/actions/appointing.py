"""Giving and ending seats."""

from sqlalchemy import ColumnElement, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel.actions import letters
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.rules import CHAIR, PANELLIST, ROLES
from recognition.people import actions as people_actions
from recognition.people import queries as people
from recognition.people.covering import check_not_for_oneself
from recognition.people.models import Cover
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def seat_of(round_id: int, person_id: int, role: str) -> Appointment | None:
    """Return somebody's seat, also one that has ended; None where they never had it."""
    return db.session.scalar(
        select(Appointment).where(
            Appointment.round_id == round_id,
            Appointment.person_id == person_id,
            Appointment.role == role,
        )
    )


def appoint(*, round_id: int, person_id: int, role: str, actor: Viewer | None) -> None:
    """Give somebody a seat on the panel of a round, and tell them.

    Args:
        round_id: the round.
        person_id: somebody in the directory of an organisation that takes part in the scheme.
        role: “panellist”, “chair” or “deputy”.
        actor: who appoints them.

    Raises:
        Missing: there is no such round or person.
        Refused: they have this seat already, have left, or their organisation does not take part;
            or the actor acts for somebody else and would give it to themselves.
    """
    card, person = schemes.round_card(round_id), people.person(person_id)
    if role not in ROLES:
        raise Missing
    if actor is not None:
        check_not_for_oneself(
            is_acting=actor.acting is not None, actor_id=actor.person_id, person_id=person_id
        )
    if person.organisation_id not in card.scheme.organisation_ids:
        raise Refused(
            _(
                "%(name)s works for an organisation that is not part of this scheme.",
                name=person.name,
            )
        )
    if people.has_left([person_id]):
        raise Refused(_("%(name)s has left. Choose somebody who works here.", name=person.name))
    with transaction() as session:
        lock_round(round_id)  # so that of two clicks the second finds what the first did
        seat = seat_of(round_id, person_id, role)
        if seat is not None and seat.ended_at is None:
            raise Refused(_("%(name)s has this seat already.", name=person.name))
        if seat is None:
            seat = Appointment(round_id=round_id, person_id=person_id, role=role)
            session.add(seat)
        seat.appointed_at, seat.ended_at, seat.cover_id = clock.now(), None, None
        session.flush()
        _record("panel.appointed", round_id, person.name, role, actor)
        letters.appointed(person, card, role)


def end_appointment(*, round_id: int, person_id: int, role: str, actor: Viewer | None) -> None:
    """End somebody's seat, what they had still to read, and every session of theirs.

    Scores they have sent stay and count.

    Raises:
        Missing: they have no such seat.
    """
    if not _has(seat_of(round_id, person_id, role)):
        raise Missing
    person = people.person(person_id)
    with transaction():
        lock_round(round_id)
        seat = seat_of(round_id, person_id, role)
        if seat is None:
            raise Missing
        seat.ended_at = clock.now()
        if role == PANELLIST:
            _end_unsent(round_id, person_id)
        if role == CHAIR:
            end_covering(Appointment.round_id == round_id, Cover.absent_id == person_id)
        people_actions.end_sessions([person_id])
        _record("panel.ended", round_id, person.name, role, actor)


def _has(seat: Appointment | None) -> bool:
    if seat is None:
        return False
    is_dated = seat.cover_id is not None and seat.ended_at is not None
    return seat.ended_at is None or (is_dated and seat.ended_at > clock.now())


def end_covering(*which: ColumnElement[bool]) -> None:
    """End the seats that are held for an absent chair, in the transaction of what causes it.

    Args:
        which: conditions on `Appointment` and the `Cover` that it is for.
    """
    held = select(Appointment).join(Cover, Cover.id == Appointment.cover_id).where(*which)
    for seat in db.session.scalars(held.where(Appointment.ended_at > clock.now())):
        seat.ended_at = clock.now()


def _end_unsent(round_id: int, person_id: int) -> None:
    unsent = (
        select(Assignment)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == round_id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
    )
    lock(*db.session.scalars(unsent.with_only_columns(Assignment.candidacy_id)))
    for assignment in db.session.scalars(unsent):  # again: one may have been sent meanwhile
        assignment.ended_at = clock.now()


def _record(action: str, round_id: int, name: str, role: str, actor: Viewer | None) -> None:
    audit.record(
        action,
        subject=("round", round_id),
        actor_id=actor.person_id if actor else None,
        payload={"person": name, "role": role},
    )
