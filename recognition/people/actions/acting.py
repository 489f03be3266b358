"""Acting for an absent colleague in one session, and stopping."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people.actions.covering import noted
from recognition.people.models import Cover, Person, SignInSession
from recognition.people.queries import Viewer
from recognition.people.queries.covers import may_act
from recognition.words import _


def act_for(cover_id: int, *, actor: Viewer) -> None:
    """Have the actor's session act under a cover from the next request on.

    Raises:
        Missing: it is not theirs, or not in force.
        Refused: the session was not shown a second proof of who they are.
    """
    if not may_act(actor, cover_id):
        raise Missing
    if not actor.is_proved:
        raise Refused(
            _(
                "Before you act for a colleague, show a second proof of who you are. Nothing was "
                "changed."
            )
        )
    with transaction() as session:
        absent_id = session.get_one(Cover, cover_id).absent_id
        before = actor.acting
        if before is not None and before.cover_id != cover_id:
            noted(
                "people.acting_stopped", before.absent_id, actor, _named(session, before.absent_id)
            )
        _set(session, actor, cover_id)
        noted("people.acting_began", absent_id, actor, _named(session, absent_id))


def stop_acting(*, actor: Viewer) -> None:
    """Have the actor's session act for nobody; stopping twice changes nothing."""
    with transaction() as session:
        _set(session, actor, None)
        if actor.acting is not None:
            absent_id = actor.acting.absent_id
            noted("people.acting_stopped", absent_id, actor, _named(session, absent_id))


def _set(session: Session, actor: Viewer, cover_id: int | None) -> None:
    session.execute(
        update(SignInSession)
        .where(SignInSession.digest == actor.session_digest)
        .values(cover_id=cover_id)
    )


def _named(session: Session, absent_id: int) -> dict[str, str]:
    return {"name": session.get_one(Person, absent_id).name}
