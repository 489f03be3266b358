"""Which nominations stand on one page of a place, the oldest first.

They are read from small sets that have none in common, each along an index.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal, select, true, union_all

from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.nominations.queries.nominees import with_nominee
from recognition.thanks import rules
from recognition.thanks.models import Thank
from recognition.thanks.queries import places
from recognition.thanks.queries.ledger_numbers import Numbers
from recognition.thanks.reckoning import ENDED_PLACE, LATE, OWED, THANKED_PLACE, WAITING_PLACE

PER_PAGE = 50
# One in so many of the accepted: fewer are read from what is owed, more by a walk.
LITTLE = 6


@dataclass(frozen=True)
class Filters:
    """What the address asks for; anything unknown asks for nothing."""

    place: str = OWED
    why: str = ""
    site: str = ""
    text: str = ""
    page: int = 1

    @property
    def narrows(self) -> bool:
        """True when the numbers on top do not say how many lines there are."""
        return bool(self.why or self.site or self.text)


@dataclass(frozen=True)
class Asked:
    """The page that is asked for, and what is known of its scheme."""

    scheme_id: int
    filters: Filters
    before: datetime
    numbers: Numbers

    @property
    def start(self) -> int:
        """How many lines stand on the pages before."""
        return (self.filters.page - 1) * PER_PAGE

    @property
    def since(self) -> ColumnElement[bool]:
        """What the place says about when a nomination counts from."""
        if self.filters.place == LATE:
            return Nomination.counts_from < self.before
        if self.filters.place == WAITING_PLACE:
            return Nomination.counts_from >= self.before
        return true()


def with_details(place: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    """Choose what a line tells of nominations and their nominees, the oldest first."""
    chosen: Select[*tuple[Any, ...]] = select(
        Nomination.id,
        Nomination.reference,
        Nomination.counts_from,
        Nomination.standing,
        Nomination.confirmed_at,
        place.label("place"),
    ).join(Candidacy, Candidacy.id == Nomination.candidacy_id)
    return with_nominee(chosen, Candidacy).order_by(Nomination.counts_from, Nomination.id)


def page_of(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Choose the nominations of one page of a place.

    Their numbers are chosen first, so that names are read for its lines alone.
    """
    parts = [part.subquery() for part in _parts(asked)]
    together = union_all(*(select(part) for part in parts)).subquery()
    page = (
        select(together)
        .order_by(together.c.counts_from, together.c.id)
        .limit(PER_PAGE)
        .offset(asked.start)
        .subquery()
    )
    return with_details(page.c.place).join(page, page.c.id == Nomination.id)


def _parts(asked: Asked) -> list[Select[int, datetime, str]]:
    """Return statements of `id`, `counts_from` and `place` that have no nomination in common."""
    if asked.filters.place == THANKED_PLACE:
        return [_first(asked, places.is_thanked(), THANKED_PLACE)]
    if asked.filters.place == ENDED_PLACE:
        return [
            _first(asked, places.withdrawn(), rules.TAKEN_BACK),
            _first(asked, places.declined(), rules.DECLINED),
            places.ended_alone(asked.scheme_id),
        ]
    parts = [_first(asked, places.undecided(), OWED), _owing(asked)]
    if asked.numbers.being_made:
        newest = _of(asked, places.being_made(), OWED).order_by(Nomination.counts_from.desc())
        parts.append(newest.limit(asked.numbers.being_made))  # the last of them ends the walk
    return parts


def _of(asked: Asked, condition: ColumnElement[bool], place: str) -> Select[int, datetime, str]:
    return select(Nomination.id, Nomination.counts_from, literal(place).label("place")).where(
        Nomination.scheme_id == asked.scheme_id, condition, asked.since
    )


def _first(asked: Asked, condition: ColumnElement[bool], place: str) -> Select[int, datetime, str]:
    """Choose as many as can stand on the pages up to this one."""
    return (
        _of(asked, condition, place)
        .order_by(Nomination.counts_from, Nomination.id)
        .limit(asked.start + PER_PAGE)
    )


def _owing(asked: Asked) -> Select[int, datetime, str]:
    """Choose accepted nominations that are owed something: from what is owed, where it is little.

    Where it is much, a walk from the oldest nomination finds a page of them sooner.
    """
    if asked.numbers.owing * LITTLE > asked.numbers.accepted:
        return _first(asked, and_(is_live(), places.has_owing()), OWED)
    owed = select(Thank.nomination_id).where(
        Thank.scheme_id == asked.scheme_id, Thank.state.in_(rules.OWING)
    )
    return (
        select(Nomination.id, Nomination.counts_from, literal(OWED).label("place"))
        .where(Nomination.id.in_(owed), places.is_live_looked_up(), asked.since)
        .order_by(Nomination.counts_from, Nomination.id)
        .limit(asked.start + PER_PAGE)
    )
