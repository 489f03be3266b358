"""People who leave, and people who come back."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people import later
from recognition.people.actions.administering import check_others_administer
from recognition.people.actions.sessions import end_sessions
from recognition.people.models import Grant, Person
from recognition.people.queries import Viewer, administers
from recognition.words import _

BATCH = 1_000


def mark_left(person_id: int, *, actor: Viewer) -> None:
    """Mark somebody as having left: roles and sessions end, and their panels are told.

    Raises:
        Missing: the actor does not administer their organisation, or nobody has that number.
        Refused: they are the only administrator of an organisation.
    """
    with transaction() as session:
        person = _theirs(session, person_id, actor)
        if person.left_at is not None:
            return
        check_others_administer(session, [person_id])
        let_go(session, [person_id], actor=actor)
        record(
            "people.left",
            subject=("person", person_id),
            actor_id=actor.person_id,
            payload={"name": person.name},
        )


def bring_back(person_id: int, *, actor: Viewer) -> None:
    """Say that somebody who had left works here again; their roles stay ended.

    Raises:
        Missing: the actor does not administer their organisation, nobody has that number, or
            they were erased.
        Refused: this record was made one with another.
    """
    with transaction() as session:
        person = _theirs(session, person_id, actor)
        if person.erased_at is not None:
            raise Missing
        if person.merged_into_id is not None:
            raise Refused(
                _("This record was made one with another. Undo that first, on the other record.")
            )
        if person.left_at is None:
            return
        person.left_at = None
        record(
            "people.back",
            subject=("person", person_id),
            actor_id=actor.person_id,
            payload={"name": person.name},
        )


def let_go(session: Session, person_ids: Collection[int], *, actor: Viewer | None) -> None:
    """Do what leaving means for these people, in the transaction of whoever decided it."""
    moment, numbers = clock.now(), sorted(person_ids)
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        session.execute(update(Person).where(Person.id.in_(batch)).values(left_at=moment))
        _end_roles(session, batch, actor)
        end_sessions(batch)
    later.have_left(numbers)


def _end_roles(session: Session, person_ids: Collection[int], actor: Viewer | None) -> None:
    rows = session.execute(
        select(Grant, Person)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.person_id.in_(person_ids), Grant.ended_at.is_(None))
        .order_by(Grant.id)
    ).all()
    for grant, person in rows:
        grant.ended_at = clock.now()
        record(
            "people.role_ended",
            subject=("person", person.id),
            actor_id=actor.person_id if actor else None,
            payload={
                "name": person.name,
                "role": grant.role,
                "organisation": grant.organisation_id,
                "reason": _("they left"),
            },
        )


def _theirs(session: Session, person_id: int, actor: Viewer) -> Person:
    person = session.scalar(select(Person).where(Person.id == person_id).with_for_update())
    if person is None or not administers(actor, person.organisation_id):
        raise Missing
    return person
