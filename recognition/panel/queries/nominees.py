"""One nominee with what each panellist sent, for the chair."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard, Story
from recognition.panel.models import Assignment, Review, ReviewVersion, Score, Tally
from recognition.panel.queries.blind import called
from recognition.panel.queries.sheets import criteria_of
from recognition.panel.rules import spread
from recognition.people import queries as people
from recognition.people.queries import PersonCard
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CriterionCard, RoundCard


@dataclass(frozen=True)
class EarlierScores:
    """What a panellist had sent before the chair opened their scores again."""

    points: dict[int, int | None]
    comment: str
    mean: float | None
    sent_at: datetime


@dataclass(frozen=True)
class SentReview:
    """What one panellist sent: points by criterion, None where it does not apply.

    `earlier` is what they had sent before, the newest first; what they saved and did not send is
    theirs alone. `stale_since` is when the words changed afterwards.
    """

    assignment_id: int
    person: PersonCard
    mean: float | None
    points: dict[int, int | None]
    comment: str
    sent_at: datetime
    stale_since: datetime | None
    earlier: tuple[EarlierScores, ...]


@dataclass(frozen=True)
class NomineeSheet:
    """Everything the chair sees of one nominee.

    `read_as` is “Nominee 12”, by which blind readers speak of them; empty where names are shown.
    """

    candidacy: CandidacyCard
    read_as: str
    round: RoundCard
    stories: tuple[Story, ...]
    criteria: tuple[CriterionCard, ...]
    reviews: tuple[SentReview, ...]
    mean: float | None
    spread: float | None
    assigned: int


def nominee_sheet(candidacy_id: int) -> NomineeSheet:
    """Return what the panel thinks of a nominee. The caller asks `may_open_nominee` first.

    Raises:
        Missing: there is no such candidacy.
    """
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    rows = db.session.execute(
        select(Assignment.id, Assignment.person_id, Review)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id == candidacy_id, Assignment.ended_at.is_(None))
        .order_by(Assignment.id)
    ).all()
    sent = [
        (number, who, review, review.sent_at)
        for number, who, review in rows
        if review and review.sent_at
    ]
    points = defaultdict[int, dict[int, int | None]](dict)
    for review_id, criterion_id, given in db.session.execute(
        select(Score.review_id, Score.criterion_id, Score.points).where(
            Score.review_id.in_([review.id for _, _, review, _ in sent])
        )
    ):
        points[review_id][criterion_id] = given
    earlier = _earlier({review.id: review.edition for _, _, review, _ in sent})
    names = people.people_by_id([who for _, who, _, _ in sent])
    tally = db.session.get(Tally, candidacy_id)
    return NomineeSheet(
        candidacy=candidacy,
        read_as=called({candidacy_id: candidacy}, {candidacy_id})[candidacy_id].name
        if card.scheme.hides_names
        else "",
        round=card,
        stories=nominations.stories([candidacy_id]).get(candidacy_id, ()),
        criteria=criteria_of(card.version_id),
        reviews=tuple(
            SentReview(
                assignment_id=number,
                person=names[who],
                mean=review.mean,
                points=points[review.id],
                comment=review.comment,
                sent_at=sent_at,
                stale_since=review.stale_since,
                earlier=tuple(earlier[review.id]),
            )
            for number, who, review, sent_at in sent
        ),
        mean=tally.mean if tally else None,
        spread=spread(tally.reviews, tally.total, tally.squares) if tally else None,
        assigned=len(rows),
    )


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
            found[row.review_id].append(EarlierScores(points, row.comment, row.mean, row.saved_at))
    return found
