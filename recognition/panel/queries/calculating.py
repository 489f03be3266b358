"""Whether the results of a round are up to date, and which of them are needed."""

import hashlib
from collections.abc import Collection

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import is_live
from recognition.panel.models import Appointment, Assignment, Calculation, Review
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import has_interest, on_the_list, standing
from recognition.panel.queries.left_out import left_out
from recognition.panel.queries.material import wanted
from recognition.panel.rules import LEADS
from recognition.schemes.models import Criterion, Round


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
            .where(is_held())
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
            .where(Appointment.role.in_(LEADS), is_held())
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
