"""Letting go of packs that nobody changed for a long time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from recognition.disposal import Disposal, Spared
from recognition.newsletter.models import SavedPack, SavedPiece


def _packs(before: datetime, spared: Spared) -> Select[Any]:
    held = exists().where(
        SavedPiece.pack_id == SavedPack.id, SavedPiece.candidacy_id.in_(spared.candidacies)
    )
    return (
        select(SavedPack.id)
        .where(SavedPack.changed_at < before, ~held)
        .where(SavedPack.round_id.not_in(spared.rounds))
        .where(SavedPack.made_by_id.not_in(spared.people))
        .order_by(SavedPack.id)
    )


def _delete_packs(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(SavedPiece).where(SavedPiece.pack_id.in_(numbers)))
    session.execute(delete(SavedPack).where(SavedPack.id.in_(numbers)))


DISPOSALS: dict[str, tuple[Disposal, ...]] = {"packs": (Disposal(_packs, _delete_packs),)}
