"""Deciding by hand who reads what."""

from collections.abc import Collection

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions import letters
from recognition.panel.actions.locking import lock, under_lock
from recognition.panel.models import Appointment, Assignment, Review, Shortlisted
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import candidates, holds, judges, standing
from recognition.panel.queries.rights import leads
from recognition.panel.rules import LEADS, PANELLIST, why_not
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def panellists(round_id: int) -> list[int]:
    """Return the people who read for a round, by number."""
    return list(
        db.session.scalars(
            select(Appointment.person_id)
            .where(Appointment.round_id == round_id, Appointment.role == PANELLIST)
            .where(is_held())
            .order_by(Appointment.person_id)
        )
    )


def _check_within_reach(round_id: int, candidacy_id: int, actor: Viewer | None) -> None:
    """Refuse a candidacy of another round, a withdrawn one, and one the actor does not lead.

    Raises:
        Missing: always the same.
    """
    conditions = [Candidacy.round_id == round_id, standing()]
    if actor is not None:
        conditions.append(leads(actor.person_id))
    if not holds(candidacy_id, *conditions):
        raise Missing


def assign(*, round_id: int, candidacy_id: int, person_id: int, actor: Viewer | None) -> None:
    """Give a panellist one nominee to read, and tell them.

    Raises:
        Missing: the nominee is not in this round, or not for the actor to see.
        Refused: they are not on the panel, read it already, or have an interest in it.
    """
    card, person = schemes.round_card(round_id), people.person(person_id)
    with transaction():
        lock(candidacy_id)  # so that of two clicks the second finds what the first did
        closed.check_open(round_id)
        _check_within_reach(round_id, candidacy_id, actor)
        _check_may_be_given(round_id, candidacy_id, person)
        put([(candidacy_id, person_id)])
        audit.record(
            "panel.assigned",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id if actor else None,
            payload={"reader": person.name},
        )
        letters.given(person, card, 1)


def _check_may_be_given(round_id: int, candidacy_id: int, person: PersonCard) -> None:
    """Refuse somebody who is not on the panel, has an interest, or reads it already."""
    if person.id not in panellists(round_id):
        raise Refused(_("%(name)s is not on this panel.", name=person.name))
    reason = why_not(judges([person.id])[0], candidates([candidacy_id])[candidacy_id])
    if reason is not None:
        raise Refused(
            _("%(name)s cannot read this nominee. %(reason)s", name=person.name, reason=reason)
        )
    if seen_by_leaders([candidacy_id], [person.id]):
        raise Refused(
            _(
                "%(name)s leads the panel and can see what others gave this nominee, so "
                "their own scores would come after.",
                name=person.name,
            )
        )
    reading = select(Assignment.id).where(
        Assignment.candidacy_id == candidacy_id,
        Assignment.person_id == person.id,
        Assignment.ended_at.is_(None),
    )
    if db.session.scalar(reading) is not None:
        raise Refused(_("%(name)s has this nominee to read already.", name=person.name))


def seen_by_leaders(
    candidacy_ids: Collection[int], person_ids: Collection[int]
) -> set[tuple[int, int]]:
    """Return (candidacy, person) where the person may have seen scores that others have sent.

    Chairs and deputies see them, unless they read the nominee themselves and have still to send.
    """
    rows = db.session.execute(
        select(Candidacy.id, Appointment.person_id)
        .join(Appointment, Appointment.round_id == Candidacy.round_id)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.id.in_(candidacy_ids), Assignment.ended_at.is_(None))
        .where(Review.sent_at.is_not(None))
        .where(Appointment.person_id.in_(person_ids), Appointment.role.in_(LEADS))
        .where(is_held())
        .distinct()
    )
    return {(number, person_id) for number, person_id in rows}


def put(pairs: Collection[tuple[int, int]]) -> None:
    """Write (candidacy, person) assignments, under their locks, in a few statements.

    One that had ended is opened again, with what was written in it; but whoever read somebody
    who is on the shortlist now, reads them afresh.
    """
    numbers = {candidacy_id for candidacy_id, _person in pairs}
    listed = set(
        db.session.scalars(
            select(Shortlisted.candidacy_id).where(Shortlisted.candidacy_id.in_(numbers))
        )
    )
    known = {
        (row.candidacy_id, row.person_id): row
        for row in db.session.scalars(
            select(Assignment).where(Assignment.candidacy_id.in_(numbers))
        )
        if row.stage == (2 if row.candidacy_id in listed else 1)
    }
    for candidacy_id, person_id in pairs:
        row = known.get((candidacy_id, person_id))
        if row is None:
            stage = 2 if candidacy_id in listed else 1
            row = Assignment(candidacy_id=candidacy_id, person_id=person_id, stage=stage)
            db.session.add(row)
        row.assigned_at, row.ended_at = clock.now(), None
    db.session.flush()


def unassign(*, round_id: int, candidacy_id: int, person_id: int, actor: Viewer | None) -> None:
    """Take a nominee from a panellist's queue; a draft is kept in case it comes back.

    Raises:
        Missing: they do not read it, or it is not for the actor to see.
        Refused: they have sent their scores.
    """
    _check_within_reach(round_id, candidacy_id, actor)
    person = people.person(person_id)
    if actor is not None and actor.person_id == person_id:
        raise Refused(
            _("This is yours to read. Hand it on to a colleague, or say that you know the nominee.")
        )
    with transaction():
        assignment, review = under_lock(candidacy_id, person_id)
        closed.check_open(round_id)
        if review is not None and review.sent_at is not None:
            raise Refused(
                _("%(name)s has sent scores for this nominee, and they count.", name=person.name)
            )
        assignment.ended_at = clock.now()
        audit.record(
            "panel.unassigned",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id if actor else None,
            payload={"reader": person.name},
        )
