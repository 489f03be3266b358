"""What must always hold of what is kept: of scores, and of how much everybody reads."""

import math
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Nomination
from recognition.panel.models import Assignment, ReadingLoad, Review, Tally
from recognition.panel.queries.seats import loads_of_everybody
from recognition.panel.rules import Totals, totals
from recognition.words import _

CLOSE_ENOUGH = 1e-6
NOTHING = (0, 0)


def wrong_tallies() -> list[int]:
    """Return the candidacies whose tally is not what their reviews add up to, by number."""
    sent = defaultdict[int, list[float | None]](list)
    rows = db.session.execute(
        select(Assignment.candidacy_id, Review.mean)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
    )
    for candidacy_id, mean in rows:
        sent[candidacy_id].append(mean)
    kept = {row.candidacy_id: row for row in db.session.scalars(select(Tally))}
    return [
        number
        for number in sorted({*sent, *kept})
        if not _agrees(kept.get(number), totals(sent[number]))
    ]


def wrong_loads() -> list[str]:
    """Return whose kept count of what they read differs from their readings: round and person."""
    counted = {
        (row.round_id, row.person_id): (row.assigned, row.sent)
        for row in db.session.execute(select(loads_of_everybody()))
    }
    kept = {
        (row.round_id, row.person_id): (row.assigned, row.sent)
        for row in db.session.scalars(select(ReadingLoad))
    }
    return [
        f"{round_id}/{person_id}"
        for round_id, person_id in sorted({*counted, *kept})
        if kept.get((round_id, person_id), NOTHING) != counted.get((round_id, person_id), NOTHING)
    ]


def reviews_depend_on(nomination_ids: Collection[int]) -> str:
    """Say in a sentence that somebody on the panel has begun to score one of these nominations."""
    begun = db.session.scalar(
        select(Review.id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Nomination, Nomination.candidacy_id == Assignment.candidacy_id)
        .where(Nomination.id.in_(set(nomination_ids)), Assignment.ended_at.is_(None))
        .limit(1)
    )
    return "" if begun is None else _("Somebody on the panel has begun to score it.")


def _agrees(tally: Tally | None, found: Totals) -> bool:
    if tally is None:
        return found.reviews == 0
    return tally.reviews == found.reviews and all(
        math.isclose(kept or 0.0, added or 0.0, abs_tol=CLOSE_ENOUGH)
        for kept, added in (
            (tally.total, found.total),
            (tally.squares, found.squares),
            (tally.mean, found.mean),
        )
    )
