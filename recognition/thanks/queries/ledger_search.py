"""Which nominations of a scheme fit a search, a site or a reason, the oldest first.

With a text those are looked at that belong to a name or a reference that fits; without one this may
have to look at every nomination of the scheme.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    and_,
    func,
    literal,
    or_,
    select,
    union,
)

from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.people import queries as people
from recognition.people.models import Person, Team
from recognition.people.rules import folded
from recognition.thanks.queries import places
from recognition.thanks.queries.ledger_pages import PER_PAGE, Asked, since, with_details
from recognition.thanks.queries.whys import why_is
from recognition.thanks.reckoning import ENDED_PLACE, OWED, THANKED_PLACE


def searched(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Choose the nominations of one page, and as `total` how many there are on all pages.

    Their numbers are chosen first, so that names are read for its lines alone.
    """
    page = (
        _narrowed(asked)
        .add_columns(func.count().over().label("total"))
        .order_by(Nomination.counts_from, Nomination.id)
        .limit(PER_PAGE)
        .offset(asked.start)
        .subquery()
    )
    chosen = with_details(page.c.place).join(page, page.c.id == Nomination.id)
    return chosen.add_columns(page.c.total).order_by(page.c.counts_from, page.c.id)


def _narrowed(asked: Asked) -> Select[*tuple[Any, ...]]:
    filters = asked.filters
    place, is_there = _there(filters.place)
    chosen: Select[*tuple[Any, ...]] = select(
        Nomination.id, Nomination.counts_from, place.label("place")
    ).where(
        Nomination.scheme_id == asked.scheme_id,
        is_there,
        since(filters.place, Nomination.counts_from, asked.before),
    )
    if filters.why:
        chosen = chosen.where(why_is(filters.why))
    if filters.site:
        chosen = chosen.join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        chosen = chosen.outerjoin(Person, Person.id == Candidacy.person_id)
        chosen = chosen.outerjoin(Team, Team.id == Candidacy.team_id)
        chosen = chosen.where(func.coalesce(Person.site, Team.site) == filters.site)
    if filters.text:
        found = _found(filters.text).subquery()
        chosen = chosen.join(found, found.c.id == Nomination.id)
    return chosen


def _there(place: str) -> tuple[ColumnElement[str], ColumnElement[bool]]:
    """Return what `places.place` says of whoever stands in a place, and whether they do."""
    if place == ENDED_PLACE:
        return places.place(), places.place().not_in((OWED, THANKED_PLACE))
    if place == THANKED_PLACE:
        return literal(THANKED_PLACE), places.is_thanked()
    owing = or_(places.has_owing(), ~places.has_thank())
    return literal(OWED), or_(places.undecided(), and_(is_live(), owing))


def _found(text: str) -> CompoundSelect[int]:
    """Choose nominations with this reference, or of somebody whose name fits the text.

    Of people every word begins a part of the name; names of teams, and of nominees whom somebody
    described, hold the text somewhere.
    """
    name = folded(text)
    of_nominee = select(Nomination.id).join(Candidacy, Candidacy.id == Nomination.candidacy_id)
    described = func.lower(Candidacy.described_name).contains(name, autoescape=True)
    return union(
        select(Nomination.id).where(Nomination.reference == text.upper()),
        of_nominee.where(Candidacy.person_id.in_(people.called(text))),
        of_nominee.where(Candidacy.team_id.in_(people.teams_holding(name))),
        of_nominee.where(Candidacy.described_name > "", described),
    )
