"""Giving and ending roles, and shutting somebody out."""

from datetime import date

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.people.actions.administering import check_others_administer, count_others
from recognition.people.actions.sessions import end_sessions
from recognition.people.covering import check_not_for_oneself
from recognition.people.models import Account, Grant, Organisation, Person
from recognition.people.queries import Viewer, administers, in_force
from recognition.people.rules import (
    ADMINISTRATOR,
    check_last_day,
    check_role,
    check_somebody_administers,
)
from recognition.words import _


def grant(
    *,
    person_id: int,
    organisation_id: int,
    role: str,
    expires_on: date | None = None,
    actor: Viewer | None = None,
    by_claim: bool = False,
) -> None:
    """Give somebody a role in an organisation; giving it twice changes nothing.

    Args:
        person_id: who gets it.
        organisation_id: where.
        role: one of `rules.GRANTED_ROLES`.
        expires_on: the last day on which it counts, in London; None for a role that does not end.
        actor: the administrator; None for a command.
        by_claim: the organisation's own sign-in gives it, and ends it when it no longer does.

    Raises:
        Missing: the actor does not administer that organisation, or nobody has that number.
        Refused: there is no such role, the person has left, the last day is over, or the actor
            acts for somebody else and would give it to themselves.
    """
    check_role(role)
    check_last_day(expires_on, today=clock.today())
    if actor is not None:
        check_not_for_oneself(
            is_acting=actor.acting is not None, actor_id=actor.person_id, person_id=person_id
        )
    with transaction() as session:
        person = _theirs(session, person_id, organisation_id, actor)
        if person.left_at is not None:
            raise Refused(_("%(name)s has left, so they cannot be given a role.", name=person.name))
        if session.scalar(select(_held(person_id, organisation_id, role).exists())):
            return
        session.add(
            Grant(
                person_id=person_id,
                organisation_id=organisation_id,
                role=role,
                granted_at=clock.now(),
                by_claim=by_claim,
                expires_on=expires_on,
            )
        )
        _recorded("people.role_given", person, role, organisation_id, actor, expires_on)


def end_grant(
    *, person_id: int, organisation_id: int, role: str, actor: Viewer | None = None
) -> None:
    """Take a role away and end every session of that person at once.

    Raises:
        Missing: the actor does not administer that organisation, or nobody has that number.
        Refused: nobody would administer the organisation any more.
    """
    check_role(role)
    with transaction() as session:
        person = _theirs(session, person_id, organisation_id, actor)
        if not session.scalar(select(_held(person_id, organisation_id, role).exists())):
            return
        if role == ADMINISTRATOR:
            check_somebody_administers(count_others(session, organisation_id, [person_id]))
        session.execute(
            update(Grant)
            .where(Grant.person_id == person_id, Grant.organisation_id == organisation_id)
            .where(Grant.role == role, Grant.ended_at.is_(None))
            .values(ended_at=clock.now())
        )
        end_sessions([person_id])
        _recorded("people.role_ended", person, role, organisation_id, actor)


def disable(*, person_id: int, actor: Viewer | None = None) -> None:
    """Shut somebody out: no account of theirs signs in, and every session ends at once.

    Raises:
        Missing: the actor does not administer their organisation, or nobody has that number.
        Refused: they are the only administrator of an organisation.
    """
    with transaction() as session:
        person = _theirs(session, person_id, None, actor)
        check_others_administer(session, [person_id])
        accounts = session.scalars(select(Account).where(Account.person_id == person_id)).all()
        if not accounts and person.email is not None:
            # An account that is shut, so that a letter does not make an open one.
            accounts = [Account(person_id=person.id, email=person.email, created_at=clock.now())]
            session.add_all(accounts)
        for account in accounts:
            account.disabled_at = account.disabled_at or clock.now()
        end_sessions([person_id])
        record("people.disabled", subject=("person", person_id), actor_id=_number(actor))


def enable(*, person_id: int, actor: Viewer | None = None) -> None:
    """Let somebody sign in again.

    Raises:
        Missing: the actor does not administer their organisation, or nobody has that number.
    """
    with transaction() as session:
        _theirs(session, person_id, None, actor)
        session.execute(
            update(Account).where(Account.person_id == person_id).values(disabled_at=None)
        )
        record("people.enabled", subject=("person", person_id), actor_id=_number(actor))


def _theirs(
    session: Session, person_id: int, organisation_id: int | None, actor: Viewer | None
) -> Person:
    """Return the person, whose organisation the actor administers, and hold the organisation.

    The lock makes two administrators who take each other's role away at once wait in line.
    """
    person = session.get(Person, person_id)
    if person is None:
        raise Missing
    place = person.organisation_id if organisation_id is None else organisation_id
    if actor is not None and not (
        administers(actor, place) and administers(actor, person.organisation_id)
    ):
        raise Missing
    session.execute(select(Organisation.id).where(Organisation.id == place).with_for_update())
    return person


def _held(person_id: int, organisation_id: int, role: str) -> Select[int]:
    return select(Grant.id).where(
        Grant.person_id == person_id,
        Grant.organisation_id == organisation_id,
        Grant.role == role,
        in_force(),
    )


def _recorded(
    action: str,
    person: Person,
    role: str,
    organisation_id: int,
    actor: Viewer | None,
    expires_on: date | None = None,
) -> None:
    gives = action == "people.role_given"
    others = _others(person.id, organisation_id, role)
    held = {
        "role": role,
        "organisation": organisation_id,
        "name": person.name,
        "roles": {
            "before": sorted(others if gives else {*others, role}),
            "after": sorted({*others, role} if gives else others),
        },
    }
    record(
        action,
        subject=("person", person.id),
        actor_id=_number(actor),
        payload=held | ({"until": expires_on} if expires_on else {}),
    )


def _others(person_id: int, organisation_id: int, role: str) -> set[str]:
    """Return the other roles that somebody holds there now."""
    return set(
        db.session.scalars(
            select(Grant.role).where(
                Grant.person_id == person_id,
                Grant.organisation_id == organisation_id,
                Grant.role != role,
                in_force(),
            )
        )
    )


def _number(actor: Viewer | None) -> int | None:
    return actor.person_id if actor else None
