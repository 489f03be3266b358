"""Clearing the second step of somebody whose phone is lost."""

from sqlalchemy import delete, select

from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.people import second_step_letters as letters
from recognition.people.actions.second_step_rows import forget, held, tell
from recognition.people.actions.sessions import end_sessions
from recognition.people.actions.whole_person import check_wholly
from recognition.people.models import MissedCode, Person
from recognition.people.queries import Viewer, languages_of
from recognition.people.queries.second_steps import may_clear_second_step
from recognition.people.rules import address
from recognition.words import in_language


def clear_second_step(person_id: int, *, actor: Viewer) -> None:
    """Clear a colleague's second step; they are signed out everywhere, and written to.

    Raises:
        Missing: the actor does not administer their organisation, it is their own, or there is
            none.
        Refused: they have a role where the actor is no administrator.
    """
    if not may_clear_second_step(actor, person_id):
        raise Missing
    check_wholly(actor, db.session.get_one(Person, person_id))
    _clear(person_id, actor=actor)


def clear_second_step_of(email: str) -> None:
    """Clear the second step of whoever has this address: for the command, when nobody else can.

    Where there is none, nothing changes.

    Raises:
        Refused: it does not look like an e-mail address.
    """
    to_address = address(email)
    with transaction() as session:
        person_id = session.scalar(select(Person.id).where(Person.email == to_address))
        if person_id is not None and held(session, person_id) is not None:
            _clear(person_id, actor=None)


def _clear(person_id: int, *, actor: Viewer | None) -> None:
    with transaction() as session:
        step = held(session, person_id)
        if step is None:
            raise Missing
        forget(session, step)
        session.execute(delete(MissedCode).where(MissedCode.person_id == person_id))
        end_sessions([person_id])
        record(
            "people.second_step_cleared",
            subject=("person", person_id),
            actor_id=actor.person_id if actor else None,
        )
        with in_language(languages_of({person_id}).get(person_id)):
            tell(session, person_id, letters.cleared(actor.name if actor else ""))
