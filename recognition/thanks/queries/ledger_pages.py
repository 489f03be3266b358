"""Which nominations stand on one page of a place, the oldest first.

They are read from small sets, most of them along an index. Who is thanked, or was accepted and is
owed or late, stands in the order in which what was made counts; whoever waits in time, is undecided
or has ended, in the order in which the nomination does. The two differ where a sender confirmed
late, after the nominee was thanked or had a card waiting.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    SQLColumnExpression,
    and_,
    func,
    literal,
    select,
    true,
    union_all,
)

from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries.candidacies import in_turn, is_live
from recognition.nominations.queries.nominees import with_nominee
from recognition.nominations.rules import UNDECIDED
from recognition.thanks import rules
from recognition.thanks.models import Thank
from recognition.thanks.queries import places
from recognition.thanks.queries.ledger_numbers import Numbers
from recognition.thanks.reckoning import ENDED_PLACE, LATE, OWED, THANKED_PLACE, WAITING_PLACE

PER_PAGE = 50
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

    def since(self, counts_from: SQLColumnExpression[datetime]) -> ColumnElement[bool]:
        """Return what the place says about when a nomination counts from."""
        if self.filters.place == LATE:
            return counts_from < self.before
        if self.filters.place == WAITING_PLACE:
            return counts_from >= self.before
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
    """Choose the nominations of one page of a place.

    Their numbers are chosen first, so that names are read for its lines alone.
    """
    parts = [part.subquery() for part in _parts(asked)]
    together = union_all(*(select(part) for part in parts)).subquery()
    since = func.min(together.c.counts_from).label("counts_from")
    page = (
        select(together.c.id, since, together.c.place)
        .group_by(together.c.id, together.c.place)
        .order_by(since, together.c.id)
        .limit(PER_PAGE)
        .offset(asked.start)
        .subquery()
    )
    chosen = with_details(page.c.place).join(page, page.c.id == Nomination.id)
    return chosen.order_by(page.c.counts_from, page.c.id)


def _parts(asked: Asked) -> list[Select[int, datetime, str]]:
    """Return statements of `id`, `counts_from` and `place`; several may name one nomination."""
    if asked.filters.place == THANKED_PLACE:
        return _made(asked, [rules.THANKED], THANKED_PLACE, ~places.has_owing())
    if asked.filters.place == ENDED_PLACE:
        return [
            _first(asked, places.withdrawn(), rules.TAKEN_BACK, _AS_THEY_COUNT),
            _first(asked, places.declined(), rules.DECLINED),
            places.ended_alone(asked.scheme_id),
        ]
    parts = [_first(asked, places.stands_as(standing), OWED) for standing in UNDECIDED]
    if asked.filters.place == WAITING_PLACE:
        # few nominations count from so lately, and what was made of them may from earlier
        parts.append(_first(asked, and_(is_live(), places.has_owing()), OWED))
    else:
        parts += _made(asked, rules.OWING, OWED)
    if asked.numbers.being_made:
        parts.append(_being_made(asked))
    return parts


def _of(asked: Asked, condition: ColumnElement[bool], place: str) -> Select[int, datetime, str]:
    return select(Nomination.id, Nomination.counts_from, literal(place).label("place")).where(
        Nomination.scheme_id == asked.scheme_id, condition
    )


def _being_made(asked: Asked) -> Select[int, datetime, str]:
    """Choose accepted nominations of which nothing is made yet, walked from the newest.

    How many there are is known, whenever they count from: the last of them ends the walk.
    """
    newest = (column.desc() for column in _IN_TURN)
    every = _of(asked, places.being_made(), OWED).order_by(*newest)
    found = every.limit(asked.numbers.being_made).subquery()
    return select(found).where(asked.since(found.c.counts_from))


def _first(
    asked: Asked,
    condition: ColumnElement[bool],
    place: str,
    turn: Sequence[SQLColumnExpression[Any]] = _IN_TURN,
) -> Select[int, datetime, str]:
    """Choose as many as can stand on the pages up to this one, in this turn."""
    every = _of(asked, condition, place).where(asked.since(Nomination.counts_from))
    return every.order_by(*turn).limit(asked.start + PER_PAGE)


def _made(
    asked: Asked, states: Collection[str], place: str, *conditions: ColumnElement[bool]
) -> list[Select[int, datetime, str]]:
    """Choose accepted nominations of which something is in these states, as many as can stand.

    They are walked in the order in which that counts: from when the nomination did as it was made,
    which is never later than the nomination does now.
    """
    number, instant = Thank.nomination_id.label("id"), Thank.counted_from.label("counts_from")
    return [
        select(number, instant, literal(place).label("place"))
        .distinct()  # a team has a card for each who is on it
        .join(Nomination, Nomination.id == Thank.nomination_id)
        .where(Thank.scheme_id == asked.scheme_id, Thank.state == state)
        .where(asked.since(Thank.counted_from), asked.since(Nomination.counts_from))
        .where(places.is_live_looked_up(), *conditions)
        .order_by(Thank.counted_from, Thank.nomination_id)
        .limit(asked.start + PER_PAGE)
        for state in states
    ]
