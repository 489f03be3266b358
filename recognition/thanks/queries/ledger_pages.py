"""Which nominations stand on one page of a place, the oldest first.

They are read from small sets, most of them along an index. Who is thanked, or was accepted and is
owed or late, stands in the order in which what was made counts; whoever waits in time, is undecided
or has ended, in the order in which the nomination does. The two differ where a sender confirmed
late, after the nominee was thanked or had a card waiting.

The statement of a place is put together once, which takes longer than the database needs for it.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    SQLColumnExpression,
    and_,
    bindparam,
    func,
    literal,
    select,
    true,
    union_all,
)

from recognition.database import UtcDateTime
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import in_turn, is_live
from recognition.nominations.queries.nominees import with_nominee
from recognition.nominations.rules import UNDECIDED
from recognition.thanks import rules
from recognition.thanks.models import Thank
from recognition.thanks.queries import places
from recognition.thanks.queries.ledger_numbers import SCHEME, Numbers
from recognition.thanks.reckoning import (
    ENDED_PLACE,
    LATE,
    OWED,
    PLACES,
    THANKED_PLACE,
    WAITING_PLACE,
)

PER_PAGE = 50
BEFORE: BindParameter[datetime] = bindparam("before", type_=UtcDateTime)
MOST, START, UP_TO, MAKING = (
    bindparam(name, type_=Integer) for name in ("most", "start", "up_to", "making")
)
_IN_TURN = in_turn(Nomination.counts_from)
_AS_THEY_COUNT = (Nomination.counts_from, Nomination.id)  # also those that were withdrawn


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
    def values(self) -> dict[str, Any]:
        """The parameters of what `page_of` returns."""
        return {
            "scheme_id": self.scheme_id,
            "before": self.before,
            "most": PER_PAGE,
            "start": self.start,
            "up_to": self.start + PER_PAGE,
            "making": self.numbers.being_made,
        }


def since(
    place: str,
    counts_from: SQLColumnExpression[datetime],
    before: datetime | BindParameter[datetime] = BEFORE,
) -> ColumnElement[bool]:
    """Return what a place says about when a nomination counts from."""
    if place == LATE:
        return counts_from < before
    if place == WAITING_PLACE:
        return counts_from >= before
    return true()


def with_details(place: ColumnElement[str]) -> Select[*tuple[Any, ...]]:
    """Choose what a line tells of nominations and their nominees."""
    chosen: Select[*tuple[Any, ...]] = select(
        Nomination.id,
        Nomination.reference,
        Nomination.counts_from,
        Nomination.standing,
        Nomination.confirmed_at,
        place.label("place"),
    ).join(Candidacy, Candidacy.id == Nomination.candidacy_id)
    return with_nominee(chosen, Candidacy)


def page_of(asked: Asked) -> Select[*tuple[Any, ...]]:
    """Choose the nominations of one page of a place; the parameters are `asked.values`.

    Their numbers are chosen first, so that names are read for its lines alone.
    """
    place = asked.filters.place if asked.filters.place in PLACES else OWED
    return _page(place, something_is_made=asked.numbers.being_made > 0)


@cache
def _page(place: str, *, something_is_made: bool) -> Select[*tuple[Any, ...]]:
    parts = [part.subquery() for part in _parts(place, something_is_made=something_is_made)]
    together = union_all(*(select(part) for part in parts)).subquery()
    counted = func.min(together.c.counts_from).label("counts_from")
    page = (
        select(together.c.id, counted, together.c.place)
        .group_by(together.c.id, together.c.place)
        .order_by(counted, together.c.id)
        .limit(MOST)
        .offset(START)
        .subquery()
    )
    chosen = with_details(page.c.place).join(page, page.c.id == Nomination.id)
    return chosen.order_by(page.c.counts_from, page.c.id)


def _parts(place: str, *, something_is_made: bool) -> list[Select[int, datetime, str]]:
    """Return statements of `id`, `counts_from` and `place`; several may name one nomination."""
    if place == THANKED_PLACE:
        return _made(place, [rules.THANKED], THANKED_PLACE, ~places.has_owing())
    if place == ENDED_PLACE:
        return [
            _first(place, places.withdrawn(), rules.TAKEN_BACK, _AS_THEY_COUNT),
            _first(place, places.declined(), rules.DECLINED),
            places.ended_alone(SCHEME),
        ]
    parts = [_first(place, places.stands_as(standing), OWED) for standing in UNDECIDED]
    if place == WAITING_PLACE:
        # few nominations count from so lately, and what was made of them may from earlier
        parts.append(_first(place, and_(is_live(), places.has_owing()), OWED))
    else:
        parts += _made(place, rules.OWING, OWED)
    if something_is_made:
        parts.append(_being_made(place))
    return parts


def _of(condition: ColumnElement[bool], said: str) -> Select[int, datetime, str]:
    return select(Nomination.id, Nomination.counts_from, literal(said).label("place")).where(
        Nomination.scheme_id == SCHEME, condition
    )


def _being_made(place: str) -> Select[int, datetime, str]:
    """Choose accepted nominations of which nothing is made yet, walked from the newest.

    How many there are is known, whenever they count from: the last of them ends the walk.
    """
    newest = (column.desc() for column in _IN_TURN)
    found = _of(places.being_made(), OWED).order_by(*newest).limit(MAKING).subquery()
    return select(found).where(since(place, found.c.counts_from))


def _first(
    place: str,
    condition: ColumnElement[bool],
    said: str,
    turn: Sequence[SQLColumnExpression[Any]] = _IN_TURN,
) -> Select[int, datetime, str]:
    """Choose as many as can stand on the pages up to this one, in this turn."""
    every = _of(condition, said).where(since(place, Nomination.counts_from))
    return every.order_by(*turn).limit(UP_TO)


def _made(
    place: str, states: Collection[str], said: str, *conditions: ColumnElement[bool]
) -> list[Select[int, datetime, str]]:
    """Choose accepted nominations of which something is in these states, as many as can stand.

    They are walked in the order in which that counts: from when the nomination did as it was made,
    which is never later than the nomination does now.
    """
    number, instant = Thank.nomination_id.label("id"), Thank.counted_from.label("counts_from")
    return [
        select(number, instant, literal(said).label("place"))
        .distinct()  # a team has a card for each who is on it
        .join(Nomination, Nomination.id == Thank.nomination_id)
        .where(Thank.scheme_id == SCHEME, Thank.state == state)
        .where(since(place, Thank.counted_from), since(place, Nomination.counts_from))
        .where(places.is_live_looked_up(), *conditions)
        .order_by(Thank.counted_from, Thank.nomination_id)
        .limit(UP_TO)
        for state in states
    ]
