"""The sheet a panellist reads from and writes on. It holds nobody's scores but their own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard, Story
from recognition.panel.models import Assignment, Review, Score
from recognition.panel.queries.reading import Place, place
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CriterionCard, RoundCard


@dataclass(frozen=True)
class OwnReview:
    """What the viewer wrote so far; `edition` is 0 before the first save.

    `points` has an entry for each criterion answered; None is “does not apply here”.
    """

    points: Mapping[int, int | None]
    comment: str
    note: str
    edition: int
    saved_at: datetime | None
    sent_at: datetime | None


@dataclass(frozen=True)
class ScoreSheet:
    """Stories, rubric and own scores for one candidacy."""

    candidacy: CandidacyCard
    round: RoundCard
    stories: tuple[Story, ...]
    criteria: tuple[CriterionCard, ...]
    review: OwnReview
    place: Place


NOTHING_YET = OwnReview({}, "", "", 0, None, None)


def own_review(person_id: int, candidacy_id: int) -> OwnReview:
    """Return what this person wrote about a candidacy that they are to read."""
    review = db.session.scalar(
        select(Review)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .where(Assignment.candidacy_id == candidacy_id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None))
    )
    if review is None:
        return NOTHING_YET
    points = db.session.execute(
        select(Score.criterion_id, Score.points).where(Score.review_id == review.id)
    )
    return OwnReview(
        points={row.criterion_id: row.points for row in points},
        comment=review.comment,
        note=review.note,
        edition=review.edition,
        saved_at=review.saved_at,
        sent_at=review.sent_at,
    )


def criteria_of(version_id: int) -> tuple[CriterionCard, ...]:
    """Return the rubric of a form version, in order."""
    return schemes.form_sheet(version_id).criteria


def score_sheet(viewer: Viewer, candidacy_id: int) -> ScoreSheet:
    """Return the sheet for a candidacy in the viewer's queue.

    Raises:
        Missing: it is not in their queue.
    """
    here = place(viewer, candidacy_id)
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    return ScoreSheet(
        candidacy=candidacy,
        round=card,
        stories=nominations.stories([candidacy_id]).get(candidacy_id, ()),
        criteria=criteria_of(card.version_id),
        review=own_review(viewer.person_id, candidacy_id),
        place=here,
    )
