"""The roll of honour: everybody who won over the years, as far as they agreed to be named."""

from dataclasses import dataclass
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, or_, select

from recognition import clock
from recognition.nominations.models import Candidacy
from recognition.people.models import Person, Team
from recognition.people.queries.parts import named
from recognition.people.rules import folded
from recognition.schemes.models import Category
from recognition.winners.models import Announcement
from recognition.winners.queries.naming import Named, named_among, told_of
from recognition.winners.queries.public import PublicWinner, behind_winners

PER_PAGE = 50


@dataclass(frozen=True)
class RollFilters:
    """What the roll is narrowed to; empty or 0: not at all. `year` is of the announcement."""

    q: str = ""
    category: str = ""
    year: int = 0


@dataclass(frozen=True)
class Roll:
    """One page of the roll, newest first, and what it can be narrowed to."""

    winners: tuple[PublicWinner, ...]
    total: int
    categories: tuple[str, ...]
    years: tuple[int, ...]


@behind_winners(most=20)
def roll(filters: RollFilters, *, page: int = 1) -> Roll:
    """Return a page of the roll of honour. The filters and consent decide before any counting."""
    found, everybody = _named(filters), _named(RollFilters())
    return Roll(
        winners=told_of(found[(page - 1) * PER_PAGE : page * PER_PAGE]),
        total=len(found),
        categories=tuple(sorted({who.category for who in everybody})),
        years=tuple(
            sorted({clock.in_london(who.announced_at).year for who in everybody}, reverse=True)
        ),
    )


@behind_winners(most=8)
def _named(filters: RollFilters) -> tuple[Named, ...]:
    return named_among(*_chosen(filters))


def _chosen(filters: RollFilters) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = []
    if filters.q:
        chosen.append(_called(filters.q))
    if filters.category:
        same = select(Category.id).where(Category.name == filters.category)
        chosen.append(Candidacy.category_id.in_(same))
    if filters.year:
        starts, ends = (_new_year(year) for year in (filters.year, filters.year + 1))
        told = select(Announcement.round_id).where(
            Announcement.at >= starts, Announcement.at < ends
        )
        chosen.append(Candidacy.round_id.in_(told))
    return chosen


def _called(text: str) -> ColumnElement[bool]:
    """Every word typed begins a part of the nominee's name, or of their team's."""
    persons = (
        select(Person.id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(or_(named(Person.search_name, text), named(Team.search_name, text)))
    )
    teams = select(Team.id).where(named(Team.search_name, text))
    return or_(
        Candidacy.person_id.in_(persons),
        Candidacy.team_id.in_(teams),
        Candidacy.described_name.icontains(folded(text), autoescape=True),
    )


def _new_year(year: int) -> datetime:
    return clock.from_london(date(year, 1, 1), time(0))
