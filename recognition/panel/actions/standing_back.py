"""What every interest does once it stands: reading ends, and scores no longer count."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.panel.actions.tallying import recount
from recognition.panel.models import Assignment, Interest, Review
from recognition.panel.rules import DISMISSED


def interest_row(
    person_id: int, *, candidacy_id: int | None = None, about_id: int | None = None
) -> Interest:
    """Return what is known of somebody's interest, under the candidacy's lock.

    Where nothing is known it is a new one that takes nothing away yet. `about_id`, a nominee,
    comes before `candidacy_id`.
    """
    if about_id is not None:
        candidacy_id = None
    row = db.session.scalar(
        select(Interest).where(
            Interest.person_id == person_id,
            Interest.candidacy_id.is_not_distinct_from(candidacy_id),
            Interest.about_id.is_not_distinct_from(about_id),
        )
    )
    if row is None:
        row = Interest(
            candidacy_id=candidacy_id,
            about_id=about_id,
            person_id=person_id,
            state=DISMISSED,
            declared_at=clock.now(),
        )
        db.session.add(row)
    return row


def take_away(person_id: int, candidacy_ids: Collection[int], *, at: datetime) -> list[int]:
    """End what somebody reads, under the candidacies' locks; return those with sent scores.

    The scores stay where they are, with every version; they leave the tally.
    """
    rows = db.session.execute(
        select(Assignment, Review.sent_at)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id.in_(candidacy_ids), Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None))
    ).all()
    for assignment, _sent_at in rows:
        assignment.ended_at = at
        recount(assignment.candidacy_id)
    return [assignment.candidacy_id for assignment, sent_at in rows if sent_at is not None]
