"""Which nominations of a scheme fit a search, a site or a reason, the oldest first.

Unlike the page of a place this may have to look at every nomination of the scheme.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, union

from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.nominees import NomineePerson, NomineeTeam
from recognition.people.models import Person, Team
from recognition.people.rules import folded
from recognition.thanks.queries import places
from recognition.thanks.queries.ledger_pages import PER_PAGE, Asked, with_details
from recognition.thanks.queries.whys import why_is
from recognition.thanks.reckoning import ENDED_PLACE, OWED, THANKED_PLACE


def searched(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Choose the nominations of one page, and as `total` how many there are on all pages."""
    chosen = with_details(places.place()).where(Nomination.scheme_id == asked.scheme_id)
    return (
        _narrowed(chosen, asked)
        .add_columns(func.count().over().label("total"))
        .limit(PER_PAGE)
        .offset(asked.start)
    )


def _narrowed(chosen: Select[*tuple[Any, ...]], asked: Asked) -> Select[*tuple[Any, ...]]:
    place, filters = places.place(), asked.filters
    if filters.place == ENDED_PLACE:
        chosen = chosen.where(place.not_in((OWED, THANKED_PLACE)))
    else:
        chosen = chosen.where(place == (THANKED_PLACE if filters.place == THANKED_PLACE else OWED))
    chosen = chosen.where(asked.since)
    if filters.why:
        chosen = chosen.where(why_is(filters.why))
    if filters.site:
        chosen = chosen.where(func.coalesce(NomineePerson.site, NomineeTeam.site) == filters.site)
    if filters.text:
        chosen = chosen.where(_found(filters.text))
    return chosen


def _found(text: str) -> ColumnElement[bool]:
    """Hold for a nomination with this reference, or of somebody whose name holds the text.

    Names are looked through before nominations: of those only what belongs to them is read.
    """
    name = folded(text)
    of_nominee = select(Nomination.id).join(Candidacy, Candidacy.id == Nomination.candidacy_id)
    return Nomination.id.in_(
        union(
            select(Nomination.id).where(Nomination.reference == text.upper()),
            of_nominee.join(Person, Person.id == Candidacy.person_id).where(
                Person.search_name.contains(name, autoescape=True)
            ),
            of_nominee.join(Team, Team.id == Candidacy.team_id).where(
                Team.search_name.contains(name, autoescape=True)
            ),
            of_nominee.where(func.lower(Candidacy.described_name).contains(name, autoescape=True)),
        )
    )
