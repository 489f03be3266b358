"""The chair's table: results that the worker keeps, without what this chair must not know."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Integer, Row, Select, bindparam, func, select
from sqlalchemy import Table as SqlTable

from recognition.database import read
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.bands import BANDS, band_of, limits
from recognition.panel.models import Assignment, Placing
from recognition.panel.queries.asking import CANDIDACY, ME, ROUND, asked_by
from recognition.panel.queries.kept import Results, kept
from recognition.panel.queries.left_out import hidden_from
from recognition.panel.queries.material import wanted
from recognition.panel.queries.rights import leads
from recognition.panel.rules import LEAST_POINTS, MOST_POINTS
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard

PER_PAGE = 25
DIFFER_FROM = 1.0
ORDERS = ("rank", "raw", "adjusted", "chance", "differ", "fewest")
SHOWS = ("", "differ", "tied", *BANDS)


@dataclass(frozen=True)
class TableRow:
    """One nominee in the table: `raw`, `adjusted`, `score`, `se`, `apart` in points of the scale.

    `rank` is shared by ties (`tied`) and None without a score; `chance` is that of belonging
    among the winners wanted, 0 to 1; what is not known well enough is None.
    """

    candidacy: CandidacyCard
    rank: int | None
    tied: bool
    raw: float | None
    adjusted: float | None
    score: float | None
    se: float | None
    apart: float | None
    chance: float | None
    readers: int
    assigned: int

    @property
    def band(self) -> str:
        """Where the chance lies, one of `bands.BANDS`, or "" without one."""
        return band_of(self.chance)

    @property
    def likely(self) -> tuple[float, float, float] | None:
        """The score that the order follows, between where it likely lies: two errors away."""
        if self.score is None or self.se is None:
            return None
        around = (self.score - 2 * self.se, self.score, self.score + 2 * self.se)
        low, middle, high = (min(max(value, LEAST_POINTS), MOST_POINTS) for value in around)
        return low, middle, high

    @property
    def differs(self) -> bool:
        """True where the readers lie at least a point apart."""
        return self.apart is not None and self.apart >= DIFFER_FROM


@dataclass(frozen=True)
class Asked:
    """What the page was asked for: a category, an order, a filter, a page from 1."""

    category_id: int | None = None
    order: str = "rank"
    show: str = ""
    page: int = 1


@dataclass(frozen=True)
class Table:
    """One page of the results of one category, as of `made_at`; None: not worked out yet.

    `chairs`: the viewer chairs the panel; a deputy has only the nominees whom they lead it on.
    `owed` is how many nominees are left out until the viewer has sent their own scores for them.
    `again`: the worker is asked to make them anew, for as many `winners`.
    `said` holds what `summary.summarise` says of the category.
    """

    round: RoundCard
    categories: tuple[CategoryCard, ...]
    category_id: int | None
    made_at: datetime | None
    said: dict[str, Any]
    rows: tuple[TableRow, ...]
    asked: Asked
    total: int
    pages: int
    owed: int
    chairs: bool
    again: bool
    winners: int


def table(viewer: Viewer, round_id: int, asked: Asked) -> Table:
    """Return the chair's table, a page of it, in a constant number of statements.

    Raises:
        Missing: there is no such round.
    """
    card = schemes.round_card(round_id)
    hidden = hidden_from(viewer.person_id, round_id)
    found = kept(round_id, hidden.name)
    said: dict[str, Any] = found.said["categories"] if found else {}
    categories = tuple(schemes.categories(card.scheme.id, also=[int(key) for key in said]))
    category_id = asked.category_id
    if category_id is None:
        with_nominees = [one.id for one in categories if str(one.id) in said]
        category_id = next(iter(with_nominees), categories[0].id if categories else None)
    about = said.get(str(category_id), {})
    led_by = None if hidden.chairs else {"round": round_id, **asked_by(viewer.person_id)}
    rows, total = _rows(found, category_id, asked, about, led_by) if found and about else ((), 0)
    again, winners = found is not None and found.again, about.get("wanted", 1)
    if again and category_id is not None:
        winners = wanted(round_id).get(category_id, 1)  # what the results do not know yet
    return Table(
        round=card,
        categories=categories,
        category_id=category_id,
        made_at=found.made_at if found else None,
        said=about,
        rows=rows,
        asked=replace(asked, page=min(asked.page, max(1, -(-total // PER_PAGE)))),
        total=total,
        pages=max(1, -(-total // PER_PAGE)),
        owed=len(hidden.owed - hidden.known),
        chairs=hidden.chairs,
        again=again,
        winners=winners,
    )


def _led_by_me() -> ColumnElement[bool]:
    """Hold for the nominees whom a deputy leads the panel on."""
    led = select(Candidacy.id).where(Candidacy.round_id == ROUND, leads(ME))
    return Placing.candidacy_id.in_(led)


def _rows(
    found: Results,
    category_id: int | None,
    asked: Asked,
    about: dict[str, Any],
    led_by: dict[str, Any] | None,
) -> tuple[tuple[TableRow, ...], int]:
    """Read one page: all, or those whom somebody leads the panel on."""
    chosen = _chosen(asked.order, asked.show, led=led_by is not None)
    values = {"calculation": found.id, "category": category_id, **(led_by or {})}
    values["most"] = PER_PAGE
    narrowed = bool(asked.show) or led_by is not None
    pages = max(1, -(-about["total"] // PER_PAGE))
    placings = read(chosen, skipped=PER_PAGE * (min(asked.page, pages) - 1), **values).all()
    if not placings and asked.page > 1:
        placings = read(chosen, skipped=0, **values).all()
    total = about["total"]
    if narrowed:
        total = placings[0].total if placings else 0
    cards = nominations.candidacies_by_id([row.candidacy_id for row in placings])
    rows = tuple(
        _row(row, cards[row.candidacy_id])
        for row in placings
        if row.candidacy_id in cards  # withdrawn since the results were worked out
    )
    return rows, total


def _placings() -> Select[*tuple[Any, ...]]:
    """Select placings of one calculation, each with how many are to read it."""
    given = (Assignment.candidacy_id == Placing.candidacy_id, Assignment.ended_at.is_(None))
    assigned = select(func.count(Assignment.id)).where(*given).scalar_subquery()
    return select(*cast(SqlTable, Placing.__table__).c, assigned.label("assigned")).where(
        Placing.calculation_id == bindparam("calculation")
    )


@cache
def _chosen(order: str, show: str, *, led: bool) -> Select[*tuple[Any, ...]]:
    """Select one page of a category; with how many there are in all, if these are only some."""
    chosen = _placings().where(Placing.category_id == bindparam("category"), *_shown(show))
    if led:
        chosen = chosen.where(_led_by_me())
    if led or show:
        chosen = chosen.add_columns(func.count().over().label("total"))
    most, skipped = bindparam("most", type_=Integer), bindparam("skipped", type_=Integer)
    return _ordered(chosen, order).limit(most).offset(skipped)


def _row(row: Row[Any], card: CandidacyCard) -> TableRow:
    return TableRow(
        candidacy=card,
        rank=row.rank,
        tied=row.tied,
        raw=row.raw,
        adjusted=row.adjusted,
        score=row.score,
        se=row.se,
        apart=row.apart,
        chance=row.p_top,
        readers=row.readers,
        assigned=row.assigned,
    )


def _shown(show: str) -> list[ColumnElement[bool]]:
    if show == "differ":
        return [Placing.apart >= DIFFER_FROM]
    if show == "tied":
        return [Placing.tied.is_(True)]
    if show in BANDS:
        least, below = limits(show)
        return [Placing.p_top >= least, Placing.p_top < below]
    return []


def _ordered(chosen: Select[*tuple[Any, ...]], order: str) -> Select[*tuple[Any, ...]]:
    first: dict[str, ColumnElement[Any]] = {
        "raw": Placing.raw.desc().nulls_last(),
        "adjusted": Placing.adjusted.desc().nulls_last(),
        "chance": Placing.p_top.desc().nulls_last(),
        "differ": Placing.apart.desc().nulls_last(),
        "fewest": Placing.readers.asc(),
    }
    more = (first[order],) if order in first else ()
    return chosen.order_by(*more, Placing.position)


def standing_of(found: Results, candidacy_id: int) -> TableRow | None:
    """Return where one nominee stands, or None where they are not in these results."""
    row = read(_standing(), calculation=found.id, candidacy=candidacy_id).one_or_none()
    cards = nominations.candidacies_by_id([candidacy_id])
    if row is None or not cards:
        return None
    return _row(row, cards[candidacy_id])


@cache
def _standing() -> Select[*tuple[Any, ...]]:
    return _placings().where(Placing.candidacy_id == CANDIDACY)
