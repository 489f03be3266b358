"""Who could be on the shortlist, and who is."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, case, exists, func, or_, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Placing, Shortlisted, Tally
from recognition.panel.queries.interests import owes_scores, standing
from recognition.panel.queries.kept import results
from recognition.panel.queries.material import wanted
from recognition.panel.queries.rights import leads
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

MOST = 100
TIMES = 3


@dataclass(frozen=True)
class ShortlistRow:
    """A nominee with the raw mean of the first reading, as in the ranking while they are there.

    `suggested` are three for each winner, or more where some tie.
    """

    candidacy: CandidacyCard
    mean: float | None
    readers: int
    suggested: bool


@dataclass(frozen=True)
class Shortlist:
    """Who is on the shortlist of a round, and the best `MOST` of the others by category."""

    round: RoundCard
    listed: tuple[CandidacyCard, ...]
    others: tuple[ShortlistRow, ...]


def shortlist_sheet(viewer: Viewer, round_id: int) -> Shortlist:
    """Return the shortlist and who could join it, as far as the viewer leads the panel on them.

    Raises:
        Missing: there is no such round.
    """
    card, asked = schemes.round_card(round_id), wanted(round_id)
    found = results(viewer, round_id)
    # once a category has a shortlist the others are in no results, and their tallies rest
    placed = Placing.candidacy_id.is_not(None)
    mean = case((placed, Placing.raw), else_=Tally.mean).label("mean")
    readers = case((placed, Placing.readers), else_=Tally.reviews).label("readers")
    best = func.row_number().over(
        partition_by=Candidacy.category_id, order_by=(mean.desc().nulls_last(), Candidacy.id)
    )
    ranked = (
        select(
            Candidacy.id,
            Candidacy.category_id,
            mean,
            readers,
            exists().where(Shortlisted.candidacy_id == Candidacy.id).label("is_listed"),
            best.label("place"),
        )
        .outerjoin(Tally, Tally.candidacy_id == Candidacy.id)
        .outerjoin(
            Placing,
            and_(
                Placing.candidacy_id == Candidacy.id,
                Placing.calculation_id == (found.id if found else None),
            ),
        )
        .where(Candidacy.round_id == round_id, standing(), leads(viewer.person_id))
        .where(~owes_scores(viewer.person_id))
        .subquery()
    )
    rows = db.session.execute(
        select(ranked)
        .where(or_(ranked.c.place <= MOST, ranked.c.is_listed))
        .order_by(ranked.c.category_id, ranked.c.place)
    ).all()
    cards = nominations.candidacies_by_id([row[0] for row in rows])
    listed = [row.id for row in rows if row.is_listed]
    others = [row for row in rows if not row.is_listed]
    near = {
        category_id: _cut(
            [row.mean for row in others if row.category_id == category_id],
            TIMES * asked.get(category_id, 1),
        )
        for category_id in {row.category_id for row in others}
    }
    return Shortlist(
        round=card,
        listed=tuple(cards[number] for number in listed),
        others=tuple(
            ShortlistRow(
                cards[row.id],
                row.mean,
                row.readers or 0,
                suggested=row.mean is not None and row.mean >= near[row.category_id],
            )
            for row in others
        ),
    )


def _cut(means: Sequence[float | None], places: int) -> float:
    """Return the mean from which nominees are suggested; who ties at the cut is inside."""
    known = [mean for mean in means if mean is not None]
    return known[min(places, len(known)) - 1] if known else 0.0
