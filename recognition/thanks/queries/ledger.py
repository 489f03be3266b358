"""The ledger: who is thanked, who waits since when and why, and who is not to be thanked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import CompoundSelect, bindparam, literal, select

from recognition import clock
from recognition.database import db
from recognition.people.models import Grant, Person, Team
from recognition.people.queries import Viewer, in_force
from recognition.people.rules import ADMINISTRATOR
from recognition.remembering import remembered
from recognition.schemes.models import Scheme, SchemeOrganisation
from recognition.thanks.queries.ledger_lines import LedgerLine, lines
from recognition.thanks.queries.ledger_numbers import Took, numbers, took
from recognition.thanks.queries.ledger_pages import PER_PAGE, Asked, Filters
from recognition.thanks.reckoning import LATE, OWED, WAITING_PLACE, late_before


@dataclass(frozen=True)
class SchemeChoice:
    """A scheme whose ledger the viewer keeps."""

    id: int
    slug: str
    name: str
    organisation_id: int
    thanks_days: int
    ended_at: datetime | None


@dataclass(frozen=True)
class Ledger:
    """One page of a scheme's ledger: numbers by place and by reason, times, and lines."""

    scheme: SchemeChoice
    numbers: dict[str, int]
    ended: dict[str, int]
    took: Took
    owners: tuple[str, ...]
    sites: tuple[str, ...]
    lines: tuple[LedgerLine, ...]
    total: int

    @property
    def pages(self) -> int:
        """How many pages the lines fill, at least one."""
        return max(1, -(-self.total // PER_PAGE))


def may_keep(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open the ledger? Administrators may, each for what their organisations host."""
    return viewer is not None and viewer.is_administrator


def scheme_choices(viewer: Viewer) -> list[SchemeChoice]:
    """Return the schemes whose ledger the viewer keeps, by name; ended ones last."""
    return [*_hosted_by(tuple(sorted(viewer.administers)))]


@remembered(Scheme)
def _hosted_by(organisation_ids: tuple[int, ...]) -> tuple[SchemeChoice, ...]:
    rows = db.session.execute(
        select(
            Scheme.id,
            Scheme.slug,
            Scheme.name,
            Scheme.organisation_id,
            Scheme.thanks_days,
            Scheme.ended_at,
        )
        .where(Scheme.organisation_id.in_(organisation_ids))
        .order_by(Scheme.ended_at.is_not(None), Scheme.name, Scheme.id)
    )
    return tuple(SchemeChoice(*row) for row in rows)


def ledger(scheme: SchemeChoice, filters: Filters, now: datetime) -> Ledger:
    """Return one page of the ledger of a scheme, the oldest first, in seven statements at most.

    Args:
        scheme: one of the viewer's `scheme_choices`.
        filters: what to show.
        now: the instant that decides who is late, UTC.
    """
    before = late_before(thanks_days=scheme.thanks_days, now=now)
    known = numbers(scheme.id, before, thanks_days=scheme.thanks_days)
    shown, counted = lines(Asked(scheme.id, filters, before, known), now)
    owners, sites = _around(scheme)
    return Ledger(
        scheme=scheme,
        numbers=known.places,
        ended=known.ended,
        took=took(scheme.id, known.cards),
        owners=owners,
        sites=sites,
        lines=tuple(shown),
        total=counted
        if filters.narrows
        else sum(known.places[place] for place in _places(filters.place)),
    )


def _places(asked: str) -> tuple[str, ...]:
    return (WAITING_PLACE, LATE) if asked == OWED else (asked,)


def _around(scheme: SchemeChoice) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who looks after a scheme and the sites of its teams, by name; one statement.

    The administrators of the organisation that hosts a scheme look after it.
    """
    values = {"scheme": scheme.id, "host": scheme.organisation_id, "day": clock.today()}
    found = sorted((kind, name) for kind, name in db.session.execute(_named(), values))
    return (
        tuple(name for kind, name in found if kind == 0),
        tuple(name for kind, name in found if kind == 1),
    )


@cache
def _named() -> CompoundSelect[int, str]:
    """Choose names of a `scheme` with this `host`: of owners with 0, of sites with 1."""
    taking_part = select(SchemeOrganisation.organisation_id).where(
        SchemeOrganisation.scheme_id == bindparam("scheme")
    )
    owners = (
        select(literal(0), Person.name)
        .join(Grant, Grant.person_id == Person.id)
        .where(Grant.organisation_id == bindparam("host"), Grant.role == ADMINISTRATOR)
        .where(in_force(day=bindparam("day")), Person.left_at.is_(None))
    )
    sites = select(literal(1), Team.site).where(
        Team.organisation_id.in_(taking_part), Team.site != ""
    )
    return owners.union(sites)
