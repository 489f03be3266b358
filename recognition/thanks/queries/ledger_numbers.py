"""The numbers on top of the ledger: who stands where, and how long thanking took.

They are counted along indexes. The thanked are most of a long-lived scheme, so they are what is
left of the accepted once the others are counted.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union_all,
)

from recognition import clock
from recognition.database import UtcDateTime, db
from recognition.nominations.models import Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.remembering import remembered
from recognition.thanks import rules
from recognition.thanks.models import Thank
from recognition.thanks.queries import places
from recognition.thanks.reckoning import (
    ENDED_PLACE,
    LATE,
    THANKED_PLACE,
    WAITING_PLACE,
    late_before,
)

# Ended because the nomination did, or because everything that was made of it did.
TURNED_AWAY, ALONE = "turned away", "alone"
MOMENT = timedelta(seconds=2)  # whoever asks looked at the clock so lately
SCHEME: BindParameter[int] = bindparam("scheme_id", type_=Integer)
SINCE: BindParameter[datetime] = bindparam("since", type_=UtcDateTime)


@dataclass(frozen=True)
class Numbers:
    """How many nominations of a scheme stand where.

    Attributes:
        places: by place, each of `reckoning.PLACES`.
        ended: of those that ended, by reason.
        being_made: of how many accepted ones nothing is made yet.
        cards: how many cards were handed over or read.
    """

    places: dict[str, int]
    ended: dict[str, int]
    being_made: int = 0
    cards: int = 0


@dataclass(frozen=True)
class Took:
    """Hours from counting to thanked over every card of a scheme; None before the first."""

    cards: int
    median: int | None = None
    ninetieth: int | None = None
    worst: int | None = None


@dataclass(frozen=True)
class _InTime:
    """How many wait and are not late, which holds from one instant of `before` to another.

    At `until` the oldest of them is late; instants are UTC.
    """

    number: int
    since: datetime
    oldest: datetime | None
    until: datetime | None = None

    def holds(self, before: datetime) -> bool:
        """Tell whether as many are in time if those that count before another instant are late."""
        return self.since <= before and (self.oldest is None or before <= self.oldest)


def numbers(scheme_id: int, before: datetime, *, thanks_days: int) -> Numbers:
    """Return how many nominations of a scheme stand where, in three statements at most.

    Args:
        scheme_id: the scheme.
        before: the instant before which a nomination must count to be late, UTC.
        thanks_days: in how many days the scheme wants to thank somebody.
    """
    kept = _kept_in_time(scheme_id, thanks_days)
    if not kept.holds(before):
        kept = _in_time(scheme_id, before)
    return _numbers(scheme_id, kept.number)


def _oldest_is_late(found: _InTime, _began: datetime) -> datetime | None:
    return found.until


@remembered(Nomination, Thank, until=_oldest_is_late)
def _kept_in_time(scheme_id: int, thanks_days: int) -> _InTime:
    found = _in_time(scheme_id, late_before(thanks_days=thanks_days, now=clock.now()) - MOMENT)
    if found.oldest is None:
        return found
    is_late = found.oldest + timedelta(days=thanks_days) + timedelta.resolution
    return replace(found, until=is_late)


def late(schemes: Mapping[int, int], now: datetime) -> dict[int, int]:
    """Return by scheme how many nominations wait for thanks that are late at an instant, UTC.

    None but of the marks while the numbers are remembered; else three statements at most for each
    scheme, and whoever writes anywhere has all of them counted again.

    Args:
        schemes: by scheme, in how many days it wants to thank somebody.
        now: the instant that decides who is late, UTC.
    """
    return {
        scheme_id: numbers(
            scheme_id, late_before(thanks_days=days, now=now), thanks_days=days
        ).places[LATE]
        for scheme_id, days in schemes.items()
    }


def _numbers(scheme_id: int, in_time: int) -> Numbers:
    counted, ended = Counter[str](), Counter[str]()
    for what, reason, number in _whatever_the_time(scheme_id):
        counted[what] += number
        if number and what in {ALONE, TURNED_AWAY}:
            ended[reason] += number
    accepted = counted["accepted"]
    owing = counted["owing"] - counted["owing, not live"]
    being_made = accepted - (counted["made"] - counted["made, not live"])
    return Numbers(
        places={
            THANKED_PLACE: accepted - owing - being_made - counted[ALONE],
            WAITING_PLACE: in_time,
            # the two were read one after the other, and somebody may have written between
            LATE: max(0, counted["undecided"] + owing + being_made - in_time),
            ENDED_PLACE: sum(ended.values()),
        },
        ended=dict(ended),
        being_made=being_made,
        cards=counted["cards"],
    )


@remembered(Nomination, Thank)
def _whatever_the_time(scheme_id: int) -> tuple[tuple[str, str, int], ...]:
    """Return what is counted, the reason where it ended, and how many; in one statement."""
    found = db.session.execute(union_all(*_counts(scheme_id)))
    return tuple((row.what, row.reason, row.number) for row in found)


def _in_time(scheme_id: int, since: datetime) -> _InTime:
    """Count who waits and is not late: few, however much there was. One statement."""
    found = db.session.execute(_waiting(), {"scheme_id": scheme_id, "since": since}).all()
    oldest = min((row.oldest for row in found if row.oldest is not None), default=None)
    return _InTime(sum(row.number for row in found), since, oldest)


@cache
def _waiting() -> CompoundSelect[int, datetime]:
    """Count those of a `scheme_id` that count from `since` on, in two parts; the oldest of each."""
    return union_all(
        *(
            select(func.count().label("number"), func.min(Nomination.counts_from).label("oldest"))
            .select_from(Nomination)
            .where(Nomination.scheme_id == SCHEME, Nomination.counts_from >= SINCE, condition)
            for condition in (
                and_(is_live(), or_(places.has_owing(), ~places.has_thank())),
                places.undecided(),
            )
        )
    )


def _counts(scheme_id: int) -> list[Select[str, str, int]]:
    """Return statements of what is counted, the reason where it ended, and how many."""
    one, other = places.not_live()
    rows = [
        ("accepted", "", is_live()),
        ("undecided", "", places.undecided()),
        ("made, not live", "", and_(one, places.has_thank())),
        ("made, not live", "", and_(other, places.has_thank())),
        ("owing, not live", "", and_(one, places.has_owing())),
        ("owing, not live", "", and_(other, places.has_owing())),
        (TURNED_AWAY, rules.TAKEN_BACK, places.withdrawn()),
        (TURNED_AWAY, rules.DECLINED, places.declined()),
    ]
    alone = places.ended_alone(scheme_id).subquery()
    return [
        *(_nominations(scheme_id, *row) for row in rows),
        *_things_made(scheme_id),
        select(literal(ALONE), alone.c.place, func.count()).group_by(alone.c.place),
    ]


def _nominations(
    scheme_id: int, what: str, reason: str, condition: ColumnElement[bool]
) -> Select[str, str, int]:
    return (
        select(
            literal(what).label("what"),
            literal(reason).label("reason"),
            func.count().label("number"),
        )
        .select_from(Nomination)
        .where(Nomination.scheme_id == scheme_id, condition)
    )


def _things_made(scheme_id: int) -> list[Select[str, str, int]]:
    """Return statements that count what was made, and of how many nominations, live or not."""
    made = select(Thank.nomination_id).where(Thank.scheme_id == scheme_id)
    # told apart in the order of the index, which needs no table of its own
    one_each = made.distinct().order_by(Thank.nomination_id).subquery()
    waits = made.where(Thank.state.in_(rules.OWING)).distinct().subquery()
    cards = made.where(Thank.state == rules.THANKED).subquery()
    return [
        select(literal(what), literal(""), func.count()).select_from(chosen)
        for what, chosen in (("made", one_each), ("owing", waits), ("cards", cards))
    ]


@remembered(Thank)
def took(scheme_id: int, cards: int) -> Took:
    """Return percentiles by nearest rank, walked along the index from the nearer end.

    Args:
        scheme_id: the scheme.
        cards: how many cards of it were handed over or read.
    """
    if not cards:
        return Took(0)
    walked = select(Thank.took_hours).where(
        Thank.scheme_id == scheme_id, Thank.state == rules.THANKED
    )

    def at(percent: int) -> Any:
        rank = -(-cards * percent // 100)
        beyond = cards - rank
        if beyond < rank:
            return walked.order_by(Thank.took_hours.desc()).limit(1).offset(beyond)
        return walked.order_by(Thank.took_hours).limit(1).offset(rank - 1)

    chosen = select(*(at(percent).scalar_subquery() for percent in (50, 90, 100)))
    return Took(cards, *db.session.execute(chosen).one())
