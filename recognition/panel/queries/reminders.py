"""When panellists who are behind are written to, and how much each has left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, Reminder, Review
from recognition.panel.queries.interests import no_interest, standing


@dataclass(frozen=True)
class ReminderCard:
    """When letters leave, or when they left; both UTC."""

    id: int
    at: datetime
    sent_at: datetime | None


def reminders(round_id: int) -> list[ReminderCard]:
    """Return the reminders of a round, in order of time."""
    rows = db.session.scalars(
        select(Reminder).where(Reminder.round_id == round_id).order_by(Reminder.at)
    )
    return [ReminderCard(row.id, row.at, row.sent_at) for row in rows]


def left_to_send(round_id: int, person_ids: Collection[int]) -> dict[int, int]:
    """Return how many nominees of a round each person has still to send scores for."""
    return {person_id: _left(round_id, person_id) for person_id in person_ids}


def _left(round_id: int, person_id: int) -> int:
    return (
        db.session.scalar(
            select(func.count(Assignment.id))
            .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
            .outerjoin(Review, Review.assignment_id == Assignment.id)
            .where(Candidacy.round_id == round_id, Assignment.person_id == person_id)
            .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
            .where(standing(), no_interest(person_id))
        )
        or 0
    )
