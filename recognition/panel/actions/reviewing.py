"""Saving and sending scores."""

from datetime import datetime

from sqlalchemy import delete

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.panel import closed
from recognition.panel.actions.locking import under_lock
from recognition.panel.actions.tallying import recount
from recognition.panel.actions.versions import came_again, stored, version_of
from recognition.panel.models import Review, Score
from recognition.panel.phases import check_may_score_at
from recognition.panel.queries.phases import phase_plan
from recognition.panel.queries.rights import ways
from recognition.panel.queries.sheets import criteria_of, words_of
from recognition.panel.rules import (
    Points,
    Written,
    check_complete,
    check_may_score,
    weighted_mean,
)
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes


def save_review(
    *, candidacy_id: int, written: Written, edition: int, received: datetime, actor: Viewer
) -> int:
    """Keep what a panellist wrote so far, for them alone.

    Args:
        candidacy_id: what they read.
        written: everything on the sheet; what is empty is emptied.
        edition: the number of saves that their page knew of; 0 before the first.
        received: instant at which the request came in, UTC.
        actor: the panellist.

    Returns:
        The new edition.

    Raises:
        Missing: it is not theirs to score.
        Refused: it is sent, or judging has ended.
        Conflict: it was saved meanwhile.
    """
    return _keep(candidacy_id, written, edition, received, actor, send=False)


def send_review(
    *, candidacy_id: int, written: Written, edition: int, received: datetime, actor: Viewer
) -> int:
    """Send a panellist's scores: they are locked, and count. Arguments as for `save_review`.

    Raises:
        Missing: it is not theirs to score.
        Refused: a criterion is not answered, it is sent, or judging has ended.
        Conflict: it was saved meanwhile.
    """
    return _keep(candidacy_id, written, edition, received, actor, send=True)


def _keep(
    candidacy_id: int,
    written: Written,
    edition: int,
    received: datetime,
    actor: Viewer,
    *,
    send: bool,
) -> int:
    way = ways(actor, candidacy_id)
    if way is None or not way.may_score:
        raise Missing
    card = schemes.round_card(way.round_id)
    criteria = {criterion.id: criterion for criterion in criteria_of(card.version_id)}
    points = {key: value for key, value in written.points.items() if key in criteria}
    if send:
        check_complete(points, {key: criterion.name for key, criterion in criteria.items()})
    mean = weighted_mean(points, {key: criterion.weight for key, criterion in criteria.items()})
    plan = phase_plan(card, received)
    if plan.are_set:
        check_may_score_at(plan.phases, received)
    with transaction():
        assignment, review = under_lock(candidacy_id, actor.person_id)
        before = stored(review)
        if review is not None and came_again(review, before, points, written, send=send):
            return review.edition
        closed.check_open(card.id)
        check_may_score(
            sent=review is not None and review.sent_at is not None,
            edition=review.edition if review else 0,
            seen=edition,
            ends=card.judging_ends_at,
            received=received,
        )
        if review is None:
            review = Review(assignment_id=assignment.id, edition=0)
            db.session.add(review)
        _write(review, written, points, mean, send=send)
        if send and written.about not in {"", words_of(candidacy_id)}:
            review.stale_since = review.saved_at  # the words changed while they read
        if send or before != (points, written.comment):
            db.session.add(version_of(review, points))
        if send:
            recount(candidacy_id)
        record("review.sent" if send else "review.saved", candidacy_id, actor, review.edition)
        return review.edition


def _write(
    review: Review, written: Written, points: Points, mean: float | None, *, send: bool
) -> None:
    review.comment, review.note, review.mean = written.comment, written.note, mean
    review.edition += 1
    review.saved_at = clock.now()
    review.sent_at = review.saved_at if send else None
    review.stale_since = None
    db.session.flush()
    db.session.execute(delete(Score).where(Score.review_id == review.id))
    db.session.add_all(
        Score(review_id=review.id, criterion_id=key, points=value) for key, value in points.items()
    )


def record(action: str, candidacy_id: int, actor: Viewer, edition: int | None) -> None:
    """Write what happened to a review, without its points and words."""
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id,
        payload={} if edition is None else {"edition": edition},
    )
