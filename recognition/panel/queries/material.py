"""What the results of a round are worked out from."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries import is_live
from recognition.panel.models import Assignment, Review, Score, Wanted
from recognition.panel.queries.interests import has_interest, on_the_list, standing
from recognition.panel.rules import Points
from recognition.schemes.models import Criterion, FormVersion, Round


@dataclass(frozen=True)
class Sent:
    """One review that was sent: who gave which points to whom, by criterion, and when."""

    person_id: int
    candidacy_id: int
    points: Points
    sent_at: datetime


@dataclass(frozen=True)
class Material:
    """Everything that the results of a round follow from.

    `categories` has the category of every candidacy that stands, `lengths` how many characters
    were written about it, `wanted` how many winners each category is to have, and `versions` the
    weights of the criteria of each form version of the scheme.
    """

    categories: dict[int, int]
    reviews: tuple[Sent, ...]
    versions: tuple[dict[int, float], ...]
    lengths: dict[int, int]
    wanted: dict[int, int]

    def without(self, hidden: Collection[int]) -> "Material":
        """Return the same as if these candidacies had never been."""
        return Material(
            {key: value for key, value in self.categories.items() if key not in hidden},
            tuple(row for row in self.reviews if row.candidacy_id not in hidden),
            self.versions,
            {key: value for key, value in self.lengths.items() if key not in hidden},
            self.wanted,
        )


def material(round_id: int) -> Material:
    """Gather what the results of a round follow from, in six statements."""
    here = (Candidacy.round_id == round_id, standing(), on_the_list())
    categories = db.session.execute(
        select(Candidacy.id, Candidacy.category_id).where(*here).order_by(Candidacy.id)
    ).all()
    sent = (
        select(Review.id, Assignment.person_id, Assignment.candidacy_id, Review.sent_at)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(*here, Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
        .where(~has_interest(Assignment.person_id, Assignment))  # also one that came after sending
        .order_by(Assignment.candidacy_id, Assignment.person_id)
    )
    reviews = db.session.execute(sent).all()
    points = defaultdict[int, dict[int, int | None]](dict)
    for review_id, criterion_id, given in db.session.execute(
        select(Score.review_id, Score.criterion_id, Score.points).where(
            Score.review_id.in_(sent.with_only_columns(Review.id).order_by(None))
        )
    ):
        points[review_id][criterion_id] = given
    lengths = db.session.execute(
        select(Nomination.candidacy_id, func.sum(func.length(Answer.text)))
        .join(Answer, Answer.nomination_id == Nomination.id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Candidacy.round_id == round_id, is_live(), Answer.revision == Nomination.revision)
        .group_by(Nomination.candidacy_id)
    )
    return Material(
        categories=dict(categories),
        reviews=tuple(
            Sent(who, number, points.get(review_id, {}), sent_at)
            for review_id, who, number, sent_at in reviews
            if sent_at is not None
        ),
        versions=_versions(round_id),
        lengths={number: int(length or 0) for number, length in lengths},
        wanted=wanted(round_id),
    )


def _versions(round_id: int) -> tuple[dict[int, float], ...]:
    """Return the weights of criteria in each form version of a round's scheme, by number."""
    scheme = select(Round.scheme_id).where(Round.id == round_id).scalar_subquery()
    found = defaultdict[int, dict[int, float]](dict)
    for version_id, number, weight in db.session.execute(
        select(Criterion.version_id, Criterion.id, Criterion.weight)
        .join(FormVersion, FormVersion.id == Criterion.version_id)
        .where(FormVersion.scheme_id == scheme)
        .order_by(Criterion.id)
    ):
        found[version_id][number] = weight
    return tuple(found.values())


def wanted(round_id: int) -> dict[int, int]:
    """Return how many winners were asked for, by category; one not named here has one."""
    rows = db.session.execute(
        select(Wanted.category_id, Wanted.winners).where(Wanted.round_id == round_id)
    )
    return dict(rows.all())
