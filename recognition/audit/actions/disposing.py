"""Letting go of old details; the chain still verifies."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from recognition.audit.models import Entry
from recognition.audit.rules import written
from recognition.disposal import Disposal, Spared


def _with_details(before: datetime, spared: Spared) -> Select[Any]:
    """Choose old entries that still have details; none while anything at all is on hold.

    An entry can name somebody in its details who is not its subject, so no hold could be kept to
    by looking at subjects alone.
    """
    on_hold = or_(spared.people.exists(), spared.rounds.exists())
    return (
        select(Entry.number)
        .where(Entry.at < before, Entry.payload.is_not(None), Entry.payload != NOTHING, ~on_hold)
        .order_by(Entry.number)
    )


def _erase(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(update(Entry).where(Entry.number.in_(numbers)).values(payload=None))


NOTHING = written({})
DISPOSALS: dict[str, tuple[Disposal, ...]] = {"trail": (Disposal(_with_details, _erase),)}
