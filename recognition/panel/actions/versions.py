"""What a review was before a save, and the version that is kept after one."""

from sqlalchemy import select

from recognition.database import db
from recognition.panel.models import Review, ReviewVersion, Score
from recognition.panel.rules import Points, Written

Stored = tuple[dict[int, int | None], str]


def stored(review: Review | None) -> Stored:
    """Return points and comment as they are stored; nothing without a review."""
    if review is None:
        return {}, ""
    rows = db.session.execute(
        select(Score.criterion_id, Score.points).where(Score.review_id == review.id)
    )
    return dict(rows.all()), review.comment


def came_again(
    review: Review, before: Stored, points: Points, written: Written, *, send: bool
) -> bool:
    """Tell whether this is kept already: its answer was lost on the way, and it was sent again."""
    same = before == (points, written.comment) and review.note == written.note
    return same and send is (review.sent_at is not None)


def version_of(review: Review, points: Points) -> ReviewVersion:
    """Return the version that keeps a review as it is now."""
    return ReviewVersion(
        review_id=review.id,
        edition=review.edition,
        points={str(key): value for key, value in points.items()},
        comment=review.comment,
        mean=review.mean,
        saved_at=review.saved_at,
        was_sent=review.sent_at is not None,
    )
