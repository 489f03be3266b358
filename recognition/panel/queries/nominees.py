"""One nominee with what each panellist sent, for the chair."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard, Story
from recognition.panel.counting import Rubric, leaves_out, number_of, plain
from recognition.panel.models import Assignment, Review, ReviewVersion, Score
from recognition.panel.queries.blind import called
from recognition.panel.queries.interests import has_interest
from recognition.panel.queries.kept import results
from recognition.panel.queries.sheets import criteria_of
from recognition.panel.rules import spread, totals
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.models import Criterion
from recognition.schemes.queries import CriterionCard, RoundCard


@dataclass(frozen=True)
class EarlierScores:
    """What a panellist had sent before the chair opened their scores again."""

    points: dict[int, int | None]
    comment: str
    sent_at: datetime


@dataclass(frozen=True)
class SentReview:
    """What one panellist sent: points by criterion, None where it does not apply.

    `number` is what it counts for, 1 to 5, as in the results that the viewer sees; None where it
    does not count, because it says too little, or because the reader has an interest by now.
    `earlier` is what they had sent before, the newest first; what they saved and did not send is
    theirs alone. `stale_since` is when the words changed afterwards.
    """

    assignment_id: int
    person: PersonCard
    number: float | None
    points: dict[int, int | None]
    comment: str
    sent_at: datetime
    stale_since: datetime | None
    earlier: tuple[EarlierScores, ...]
    has_interest: bool

    @property
    def leaves_out(self) -> bool:
        """True where it counts without a criterion that does not apply."""
        return self.number is not None and leaves_out(self.points)


@dataclass(frozen=True)
class NomineeSheet:
    """Everything the chair sees of one nominee.

    `read_as` is “Nominee 12”, by which blind readers speak of them; empty where names are shown.
    `mean` and `spread` are those of the numbers of the reviews, `counted` how many have one.
    """

    candidacy: CandidacyCard
    read_as: str
    round: RoundCard
    stories: tuple[Story, ...]
    criteria: tuple[CriterionCard, ...]
    reviews: tuple[SentReview, ...]
    mean: float | None
    spread: float | None
    counted: int
    assigned: int


def nominee_sheet(candidacy_id: int, viewer: Viewer | None = None) -> NomineeSheet:
    """Return what the panel thinks of a nominee. The caller asks `may_open_nominee` first.

    Args:
        candidacy_id: the nominee.
        viewer: whose results say what a review without one of the criteria counts for.

    Raises:
        Missing: there is no such candidacy.
    """
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    rows = db.session.execute(
        select(
            Assignment.id,
            Assignment.person_id,
            Review,
            has_interest(Assignment.person_id, Assignment).label("barred"),
        )
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id == candidacy_id, Assignment.ended_at.is_(None))
        .order_by(Assignment.id)
    ).all()
    sent = [row for row in rows if row.Review and row.Review.sent_at]
    points = _points([row.Review.id for row in sent])
    criteria = _criteria(card, points)
    reviews = _reviews(sent, points, _rubrics(viewer, card, criteria))
    found = totals(review.number for review in reviews)
    return NomineeSheet(
        candidacy=candidacy,
        read_as=called({candidacy_id: candidacy}, {candidacy_id})[candidacy_id].name
        if card.scheme.hides_names
        else "",
        round=card,
        stories=nominations.stories([candidacy_id]).get(candidacy_id, ()),
        criteria=criteria,
        reviews=reviews,
        mean=found.mean,
        spread=spread(found.reviews, found.total, found.squares),
        counted=found.reviews,
        assigned=len(rows),
    )


def _points(review_ids: Collection[int]) -> dict[int, dict[int, int | None]]:
    """Return what was given by criterion, by number of the review."""
    found = defaultdict[int, dict[int, int | None]](dict)
    for review_id, criterion_id, given in db.session.execute(
        select(Score.review_id, Score.criterion_id, Score.points).where(
            Score.review_id.in_(review_ids)
        )
    ):
        found[review_id][criterion_id] = given
    return found


def _criteria(
    card: RoundCard, points: Mapping[int, Mapping[int, int | None]]
) -> tuple[CriterionCard, ...]:
    """Return the rubric of the round, or those that reviews were given by where it has changed."""
    now, used = criteria_of(card.version_id), {key for given in points.values() for key in given}
    if used <= {one.id for one in now}:
        return now
    versions = select(Criterion.version_id).where(Criterion.id.in_(used)).distinct()
    return tuple(
        one
        for version_id in db.session.scalars(versions.order_by(Criterion.version_id))
        for one in criteria_of(version_id)
    )


def _reviews(
    sent: Sequence[Row[*tuple[Any, ...]]],
    points: Mapping[int, dict[int, int | None]],
    rubrics: Collection[Rubric],
) -> tuple[SentReview, ...]:
    earlier = _earlier({row.Review.id: row.Review.edition for row in sent})
    names = people.people_by_id([row.person_id for row in sent])
    return tuple(
        SentReview(
            assignment_id=row.id,
            person=names[row.person_id],
            number=None if row.barred else number_of(points.get(row.Review.id, {}), rubrics),
            points=points.get(row.Review.id, {}),
            comment=row.Review.comment,
            sent_at=row.Review.sent_at,
            stale_since=row.Review.stale_since,
            earlier=tuple(earlier[row.Review.id]),
            has_interest=row.barred,
        )
        for row in sent
    )


def _rubrics(
    viewer: Viewer | None, card: RoundCard, criteria: Collection[CriterionCard]
) -> tuple[Rubric, ...]:
    """Return the rubrics of the results that somebody sees; without any, there is no mean yet."""
    found = results(viewer, card.id) if viewer else None
    weights = {one.id: one.weight for one in criteria}
    return (*(found.rubrics if found else ()), plain(weights))


def _earlier(editions: Mapping[int, int]) -> dict[int, list[EarlierScores]]:
    """Return what was sent before these editions, by number of the review."""
    found = defaultdict[int, list[EarlierScores]](list)
    rows = db.session.scalars(
        select(ReviewVersion)
        .where(ReviewVersion.review_id.in_(editions), ReviewVersion.was_sent)
        .order_by(ReviewVersion.edition.desc())
    )
    for row in rows:
        if row.edition < editions[row.review_id]:
            points = {int(key): value for key, value in row.points.items()}
            found[row.review_id].append(EarlierScores(points, row.comment, row.saved_at))
    return found
