"""What the scores add up to: for the chair alone, and only once their own are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Assignment, Tally
from recognition.panel.queries.interests import no_interest, owes_scores, standing
from recognition.panel.rules import spread
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard

PER_PAGE = 50


@dataclass(frozen=True)
class RankedRow:
    """One nominee in the ranking: mean and spread in points of the scale, reviews n of m.

    `rank` is shared by ties (`tied`) and None without a mean.
    """

    candidacy: CandidacyCard
    rank: int | None
    tied: bool
    mean: float | None
    spread: float | None
    reviews: int
    assigned: int


@dataclass(frozen=True)
class Ranking:
    """One page of the ranking of a round, or of one category of it; `page` counts from 1.

    `owed` is how many nominees are left out until the viewer has sent their own scores for them.
    """

    round: RoundCard
    categories: tuple[CategoryCard, ...]
    category_id: int | None
    rows: tuple[RankedRow, ...]
    total: int
    page: int
    pages: int
    owed: int


def ranking(
    viewer: Viewer, round_id: int, category_id: int | None = None, page: int = 1
) -> Ranking:
    """Return the ranking as this chair may see it, 50 a page, in a constant number of statements.

    Raises:
        Missing: there is no such round.
    """
    me = viewer.person_id
    mine: list[ColumnElement[bool]] = [Candidacy.round_id == round_id, standing(), no_interest(me)]
    if category_id is not None:
        mine.append(Candidacy.category_id == category_id)
    rows = _rows(me, mine, page)
    if not rows and page > 1:
        page = max(1, -(-len(_rows(me, mine, None)) // PER_PAGE))
        rows = _rows(me, mine, page)
    total = rows[0].total_rows if rows else 0
    owed = rows[0].owed if rows else _owed(me, mine)
    cards = nominations.candidacies_by_id([row.id for row in rows])
    card = schemes.round_card(round_id)
    return Ranking(
        round=card,
        categories=tuple(schemes.categories(card.scheme.id)),
        category_id=category_id,
        rows=tuple(
            RankedRow(
                candidacy=cards[row.id],
                rank=None if row.mean is None else row.rank,
                tied=row.mean is not None and row.alike > 1,
                mean=row.mean,
                spread=spread(row.reviews or 0, row.total or 0.0, row.squares or 0.0),
                reviews=row.reviews or 0,
                assigned=row.assigned,
            )
            for row in rows
        ),
        total=total,
        page=page,
        pages=max(1, -(-total // PER_PAGE)),
        owed=owed,
    )


def _rows(
    person_id: int, mine: list[ColumnElement[bool]], page: int | None
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Read one page of the table, or all of it, with the counts over all pages in each row."""
    assigned = (
        select(func.count(Assignment.id))
        .where(Assignment.candidacy_id == Candidacy.id, Assignment.ended_at.is_(None))
        .scalar_subquery()
    )
    best_first = Tally.mean.desc().nulls_last()
    chosen = (
        select(
            Candidacy.id,
            Tally.mean,
            Tally.reviews,
            Tally.total,
            Tally.squares,
            assigned.label("assigned"),
            func.rank().over(order_by=best_first).label("rank"),
            func.count(Candidacy.id).over(partition_by=Tally.mean).label("alike"),
            func.count(Candidacy.id).over().label("total_rows"),
            _count_owed(person_id, mine).scalar_subquery().label("owed"),
        )
        .outerjoin(Tally, Tally.candidacy_id == Candidacy.id)
        .where(*mine, ~owes_scores(person_id))
        .order_by(best_first, Candidacy.id)
    )
    if page is not None:
        chosen = chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return db.session.execute(chosen).all()


def _count_owed(person_id: int, mine: list[ColumnElement[bool]]) -> Select[int]:
    # From a subquery, so that it is not taken for a column of the row it stands in.
    owed = select(Candidacy.id).where(*mine, owes_scores(person_id)).correlate(None).subquery()
    return select(func.count(owed.c.id))


def _owed(person_id: int, mine: list[ColumnElement[bool]]) -> int:
    return db.session.scalar(_count_owed(person_id, mine)) or 0
