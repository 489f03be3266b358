"""What time brings to roles: last days, the yearly question, and the letter that asks it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.mail.actions import write
from recognition.people import role_letters
from recognition.people.actions.administering import count_others
from recognition.people.actions.roles import end_grant
from recognition.people.actions.sessions import end_sessions
from recognition.people.actions.whole_person import check_others
from recognition.people.letter_kinds import ROLES_DUE
from recognition.people.models import Grant, Organisation, Person
from recognition.people.queries import Viewer, administers, holders, in_force
from recognition.people.queries.roles import unconfirmed
from recognition.people.rules import ADMINISTRATOR, check_last_day, check_somebody_administers


def confirm_role(grant_id: int, *, actor: Viewer) -> None:
    """Say that a role is still needed: nobody asks again for a year.

    Raises:
        Missing: there is no such role in force, or the actor does not administer it.
        Refused: it is their own, and they act for somebody else.
    """
    with transaction() as session:
        row, person = _held(session, grant_id, actor)
        check_others(actor, person.id)
        before = row.confirmed_at
        row.confirmed_at, row.confirmed_by_id = clock.now(), actor.person_id
        row.reminded_at = None
        change = {"confirmed": {"before": before, "after": row.confirmed_at}}
        _note("people.role_confirmed", row, person, actor, change)


def change_last_day(grant_id: int, expires_on: date | None, *, actor: Viewer) -> None:
    """Say until when a role counts; None for a role that does not end.

    Raises:
        Missing: there is no such role in force, or the actor does not administer it.
        Refused: the day is over, nobody would administer the organisation for good, or it is their
            own and they act for somebody else.
    """
    check_last_day(expires_on, today=clock.today())
    with transaction() as session:
        row, person = _held(session, grant_id, actor)
        check_others(actor, person.id)
        if row.expires_on == expires_on:
            return
        if row.role == ADMINISTRATOR and expires_on is not None:
            others = count_others(session, row.organisation_id, [row.person_id])
            check_somebody_administers(others)
        before, row.expires_on = row.expires_on, expires_on
        change = {"until": {"before": before, "after": expires_on}}
        _note("people.role_dated", row, person, actor, change)


def end_role(grant_id: int, *, actor: Viewer) -> None:
    """End a role by its number, as `end_grant` does.

    Raises:
        Missing: there is no such role in force, or the actor does not administer it.
        Refused: nobody would administer the organisation any more.
    """
    with transaction() as session:
        row, person = _held(session, grant_id, actor)
        end_grant(
            person_id=person.id,
            organisation_id=row.organisation_id,
            role=row.role,
            actor=actor,
        )


def end_expired_roles() -> int:
    """End the roles whose last day is over, and every session of their holders.

    Since that day they count no more; this is what the trail knows of it.

    Returns:
        How many.
    """
    over = (Grant.ended_at.is_(None), Grant.expires_on < clock.today())
    if db.session.scalar(select(Grant.id).where(*over).limit(1)) is None:
        return 0
    with transaction() as session:
        rows = session.execute(
            select(Grant, Person)
            .join(Person, Person.id == Grant.person_id)
            .where(*over)
            .order_by(Grant.id)
            .with_for_update()
        ).all()
        for row, person in rows:
            row.ended_at = clock.now()
            _note("people.role_expired", row, person, None, {"until": row.expires_on})
        end_sessions([person.id for _row, person in rows])
    return len(rows)


def ask_about_roles() -> int:
    """Write to administrators, once for each year, that roles wait to be confirmed.

    Returns:
        How many letters.
    """
    at = clock.now()
    waiting = (in_force(at), unconfirmed(at), Grant.reminded_at.is_(None))
    if db.session.scalar(select(Grant.id).where(*waiting).limit(1)) is None:
        return 0
    letters = 0
    with transaction() as session:
        by_place = defaultdict[int, int](int)
        rows = session.scalars(
            select(Grant)
            .join(Person, Person.id == Grant.person_id)
            .where(*waiting, Person.left_at.is_(None))
            .order_by(Grant.id)  # two workers take them in the same order, so neither holds up both
            .with_for_update()
        )
        for row in rows:
            row.reminded_at = at
            by_place[row.organisation_id] += 1
        for place, number in sorted(by_place.items()):
            letters += _ask(session, place, number)
    return letters


def _ask(session: Session, place: int, number: int) -> int:
    name = session.get_one(Organisation, place).name
    page = f"{config.current().base_url.rstrip('/')}/manage/roles"
    written = 0
    for person in holders(place, ADMINISTRATOR):
        if person.email is not None:
            subject, body = role_letters.still_needed(
                name=person.name, place=name, number=number, page=page
            )
            write(kind=ROLES_DUE, to_address=person.email, subject=subject, body=body)
            written += 1
    return written


def _held(session: Session, grant_id: int, actor: Viewer) -> tuple[Grant, Person]:
    """Return a role in force that the actor administers, and its holder; hold both."""
    found = session.execute(
        select(Grant, Person)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.id == grant_id, in_force())
        .with_for_update()
    ).one_or_none()
    if found is None:
        raise Missing
    row, person = found
    if not (administers(actor, row.organisation_id) and administers(actor, person.organisation_id)):
        raise Missing
    return row, person


def _note(
    action: str, row: Grant, person: Person, actor: Viewer | None, change: Mapping[str, object]
) -> None:
    record(
        action,
        subject=("person", person.id),
        actor_id=actor.person_id if actor else None,
        payload={
            "name": person.name,
            "role": row.role,
            "organisation": row.organisation_id,
            **change,
        },
    )
