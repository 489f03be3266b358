"""What the results of a round follow from."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.nominations.queries import is_live
from recognition.panel.models import Appointment, Assignment, Calculation, Review, Wanted
from recognition.panel.queries.interests import has_interest, on_the_list, standing
from recognition.panel.queries.left_out import left_out
from recognition.panel.rules import LEADS
from recognition.schemes.models import Criterion, Round


@dataclass(frozen=True)
class Counted:
    """One review that counts: who gave which mean to whom, in points of the rubric, and when."""

    person_id: int
    candidacy_id: int
    mean: float
    sent_at: datetime


@dataclass(frozen=True)
class Material:
    """Everything that the results of a round follow from.

    `categories` has the category of every candidacy that stands, `lengths` how many characters
    were written about it, `wanted` how many winners each category is to have.
    """

    categories: dict[int, int]
    reviews: tuple[Counted, ...]
    lengths: dict[int, int]
    wanted: dict[int, int]

    def without(self, hidden: Collection[int]) -> "Material":
        """Return the same as if these candidacies had never been."""
        return Material(
            {key: value for key, value in self.categories.items() if key not in hidden},
            tuple(row for row in self.reviews if row.candidacy_id not in hidden),
            {key: value for key, value in self.lengths.items() if key not in hidden},
            self.wanted,
        )


def material(round_id: int) -> Material:
    """Gather what the results of a round follow from, in four statements."""
    here = (Candidacy.round_id == round_id, standing(), on_the_list())
    categories = db.session.execute(
        select(Candidacy.id, Candidacy.category_id).where(*here).order_by(Candidacy.id)
    ).all()
    reviews = db.session.execute(
        select(Assignment.person_id, Assignment.candidacy_id, Review.mean, Review.sent_at)
        .join(Review, Review.assignment_id == Assignment.id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(*here, Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
        .where(~has_interest(Assignment.person_id, Assignment))  # also one that came after sending
        .order_by(Assignment.candidacy_id, Assignment.person_id)
    )
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
            Counted(who, number, mean, sent_at)
            for who, number, mean, sent_at in reviews
            if mean is not None and sent_at is not None
        ),
        lengths={number: int(length or 0) for number, length in lengths},
        wanted=wanted(round_id),
    )


def wanted(round_id: int) -> dict[int, int]:
    """Return how many winners were asked for, by category; one not named here has one."""
    rows = db.session.execute(
        select(Wanted.category_id, Wanted.winners).where(Wanted.round_id == round_id)
    )
    return dict(rows.all())


def basis(round_id: int, hidden: Collection[int] = ()) -> str:
    """Return a digest that changes whenever the results without the hidden candidacies would.

    Counts and sums instead of every row: each sending raises an edition, each step back ends an
    assignment, each withdrawal takes a candidacy away. What is only saved changes nothing.
    """
    here = (Candidacy.round_id == round_id, Candidacy.id.not_in(hidden), on_the_list())
    seen = (*here, standing())
    scores = db.session.execute(
        select(
            func.count(Review.id),
            func.coalesce(func.sum(Review.edition), 0),
            func.max(Review.sent_at),
            func.coalesce(func.sum(Assignment.id), 0),
        )
        .select_from(Assignment)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(*seen, Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
        .where(~has_interest(Assignment.person_id, Assignment))
    ).one()
    nominees = db.session.execute(
        select(
            func.count(Candidacy.id),
            func.coalesce(func.sum(Candidacy.id), 0),
            func.coalesce(func.sum(Candidacy.category_id), 0),
        ).where(*seen)
    ).one()
    words = db.session.execute(
        select(func.count(Nomination.id), func.coalesce(func.sum(Nomination.revision), 0))
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(*here, is_live())
    ).one()
    weights = db.session.execute(
        select(Criterion.id, Criterion.weight)
        .join(Round, Round.version_id == Criterion.version_id)
        .where(Round.id == round_id)
        .order_by(Criterion.id)
    ).all()
    parts = (*scores, *nominees, *words, *map(tuple, weights), *sorted(wanted(round_id).items()))
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def leading(round_id: int) -> list[int]:
    """Return who chairs the panel of a round or stands in for the chair, by number."""
    return list(
        db.session.scalars(
            select(Appointment.person_id)
            .where(Appointment.round_id == round_id, Appointment.role.in_(LEADS))
            .where(Appointment.ended_at.is_(None))
            .distinct()
            .order_by(Appointment.person_id)
        )
    )


def hidden_sets(round_id: int) -> set[frozenset[int]]:
    """Return what the results have to be worked out without: nothing, and each leader's own."""
    return {frozenset(), *(left_out(person_id, round_id) for person_id in leading(round_id))}


def rounds_to_work_out() -> list[int]:
    """Return the rounds that somebody chairs, by number."""
    return list(
        db.session.scalars(
            select(Appointment.round_id)
            .where(Appointment.role.in_(LEADS), Appointment.ended_at.is_(None))
            .distinct()
            .order_by(Appointment.round_id)
        )
    )


def stored(round_id: int) -> dict[str, str]:
    """Return the basis of every calculation that is kept for a round, by what it leaves out."""
    rows = db.session.execute(
        select(Calculation.left_out, Calculation.basis).where(Calculation.round_id == round_id)
    )
    return dict(rows.all())
