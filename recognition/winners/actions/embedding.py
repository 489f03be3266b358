"""On which sites an organisation shows its list of winners."""

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.people.queries import Viewer
from recognition.winners.models import EmbedOrigin
from recognition.winners.origins import origin_of
from recognition.words import _


def allow_embedding(organisation_id: int, typed: str, *, actor: Viewer) -> str:
    """Let a site show the list in a frame; return its origin.

    Raises:
        Refused: it is no address of a site, or may show the list already.
    """
    origin = origin_of(typed)
    with transaction() as session:
        if _row(organisation_id, origin) is not None:
            raise Refused(_("That site shows the list already."), field="origin")
        session.add(
            EmbedOrigin(
                organisation_id=organisation_id,
                origin=origin,
                added_by_id=actor.person_id,
                added_at=clock.now(),
            )
        )
        _record("winners.embedding_allowed", organisation_id, origin, actor)
    return origin


def stop_embedding(organisation_id: int, origin: str, *, actor: Viewer) -> None:
    """Let a site show the list no longer.

    Raises:
        Missing: it could not.
    """
    with transaction() as session:
        row = _row(organisation_id, origin)
        if row is None:
            raise Missing
        session.delete(row)
        _record("winners.embedding_stopped", organisation_id, origin, actor)


def _row(organisation_id: int, origin: str) -> EmbedOrigin | None:
    return db.session.scalar(
        select(EmbedOrigin).where(
            EmbedOrigin.organisation_id == organisation_id, EmbedOrigin.origin == origin
        )
    )


def _record(action: str, organisation_id: int, origin: str, actor: Viewer) -> None:
    audit.record(
        action,
        subject=("organisation", organisation_id),
        actor_id=actor.person_id,
        payload={"origin": origin},
    )
