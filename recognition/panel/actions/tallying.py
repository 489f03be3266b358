"""What the sent reviews of a candidacy add up to."""

from sqlalchemy import select

from recognition.database import transaction
from recognition.panel.models import Assignment, Review, Tally
from recognition.panel.rules import totals


def recount(candidacy_id: int) -> None:
    """Bring the tally of a candidacy up to date, in the transaction that changed a review."""
    with transaction() as session:
        session.flush()
        found = totals(
            session.scalars(
                select(Review.mean)
                .join(Assignment, Assignment.id == Review.assignment_id)
                .where(Assignment.candidacy_id == candidacy_id)
                .where(Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
                .order_by(Review.id)
            )
        )
        tally = session.get(Tally, candidacy_id)
        if tally is None:
            tally = Tally(candidacy_id=candidacy_id)
            session.add(tally)
        tally.reviews, tally.mean = found.reviews, found.mean
        tally.total, tally.squares = found.total, found.squares
        session.flush()
