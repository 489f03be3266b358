"""Letting go of this room's own notes: of releases, and of holds that ended."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from recognition.disposal import Disposal, Spared, free
from recognition.privacy.models import Hold, Release


def _releases(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Release.id)
        .where(Release.released_at < before, free(Release.person_id, spared.people))
        .order_by(Release.id)
    )


def _delete_releases(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(Release).where(Release.id.in_(numbers)))


def _holds(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Hold.id)
        .where(or_(Hold.ended_at < before, Hold.until < before))
        .where(free(Hold.person_id, spared.people), free(Hold.round_id, spared.rounds))
        .order_by(Hold.id)
    )


def _delete_holds(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(Hold).where(Hold.id.in_(numbers)))


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "requests": (Disposal(_releases, _delete_releases), Disposal(_holds, _delete_holds)),
}
