"""What was said about nominees, in the discussion and in the meeting."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.panel.models import DiscussionNote


@dataclass(frozen=True)
class Note:
    """One line of the minutes, who wrote it, and when, UTC."""

    person_id: int
    text: str
    written_at: datetime


def notes(candidacy_ids: Collection[int]) -> dict[int, tuple[Note, ...]]:
    """Return the minutes of several candidacies, oldest first, in one statement."""
    found: dict[int, list[Note]] = {number: [] for number in candidacy_ids}
    rows = db.session.scalars(
        select(DiscussionNote)
        .where(DiscussionNote.candidacy_id.in_(set(candidacy_ids)))
        .order_by(DiscussionNote.written_at, DiscussionNote.id)
    )
    for row in rows:
        found[row.candidacy_id].append(Note(row.person_id, row.text, row.written_at))
    return {number: tuple(lines) for number, lines in found.items()}
