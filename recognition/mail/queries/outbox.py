"""The outbox as whoever looks after it sees it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, not_, or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.mail import links
from recognition.mail.kinds import name_of
from recognition.mail.models import Letter, Worker
from recognition.mail.outbox_rules import (
    GIVEN_UP,
    LATELY,
    LONG_WAIT,
    PROBLEM,
    SENDING,
    SENT,
    SET_ASIDE,
    WAITING,
    may_stop,
    may_try_again,
    problem_words,
    state_of,
)
from recognition.mail.rules import BY_INTENT


@dataclass(frozen=True)
class OutboxLine:
    """One letter without its words.

    `is_concealed`: neither its kind nor its address is told; `to_address` is then empty. `problem`
    is in words; `is_waited_for`: its room finds another way where it is not sent. Instants are UTC.
    """

    id: int
    kind: str
    state: str
    to_address: str
    is_concealed: bool
    written_at: datetime
    due_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None
    attempts: int
    problem: str
    message_id: str
    is_waited_for: bool
    may_try: bool
    may_stop: bool


@dataclass(frozen=True)
class OutboxPage:
    """One page of letters; `total` counts all that were chosen."""

    lines: tuple[OutboxLine, ...]
    total: int
    pages: int


@dataclass(frozen=True)
class Delivery:
    """How delivery goes: letters by state, and when a worker was last seen and a letter last left.

    Of those sent only the last day counts. `long_waiting` counts letters that should have left.
    """

    counts: dict[str, int] = field(default_factory=dict)
    long_waiting: int = 0
    seen_at: datetime | None = None
    last_sent_at: datetime | None = None


@dataclass(frozen=True)
class Late:
    """How many letters are late, and whether a worker was seen lately: if so, it is not that."""

    letters: int = 0
    has_worker: bool = True


def outbox(
    now: datetime,
    *,
    state: str = "",
    page: int = 1,
    per_page: int = 50,
    conceal: Collection[str] = (),
) -> OutboxPage:
    """Return one page of the outbox, what was written last first, in two statements.

    Args:
        now: this instant, UTC.
        state: one of `outbox_rules.STATES`, or empty for every letter.
        page: from 1.
        per_page: how many letters make a page.
        conceal: rooms whose letters are not told to whoever looks.
    """
    chosen = select(Letter)
    counted = select(func.count()).select_from(Letter)
    if state:
        chosen, counted = chosen.where(_is(state, now)), counted.where(_is(state, now))
    total = db.session.scalar(counted) or 0
    newest = chosen.order_by(Letter.written_at.desc(), Letter.id.desc())
    rows = db.session.scalars(newest.limit(per_page).offset((page - 1) * per_page))
    return OutboxPage(
        lines=tuple(line_of(row, now, conceal) for row in rows),
        total=total,
        pages=max(1, -(-total // per_page)),
    )


def outbox_line(number: int, now: datetime, *, conceal: Collection[str] = ()) -> OutboxLine:
    """Return one letter of the outbox.

    Raises:
        Missing: there is no such letter.
    """
    row = db.session.get(Letter, number)
    if row is None:
        raise Missing
    return line_of(row, now, conceal)


def delivery(now: datetime) -> Delivery:
    """Return how delivery goes at an instant, UTC, in two statements."""
    states = (WAITING, SENDING, PROBLEM, GIVEN_UP, SET_ASIDE)
    row: Any = db.session.execute(
        select(
            *(_count(_is(state, now)).label(state) for state in states),
            _count(Letter.sent_at > now - LATELY).label(SENT),
            _count(_waits_long(now)).label("long_waiting"),
            func.max(Letter.sent_at).label("last_sent_at"),
        )
    ).one()
    return Delivery(
        counts={state: getattr(row, state) for state in (*states, SENT)},
        long_waiting=row.long_waiting,
        seen_at=db.session.scalar(select(func.max(Worker.seen_at))),
        last_sent_at=row.last_sent_at,
    )


def late(now: datetime) -> Late:
    """Return which letters should have left some time before an instant, UTC, in one statement."""
    seen_at = select(func.max(Worker.seen_at)).scalar_subquery()
    late_ones = select(func.count(), seen_at).select_from(Letter).where(_waits_long(now))
    many, seen = db.session.execute(late_ones).one()
    return Late(letters=many, has_worker=seen is not None and seen > now - LONG_WAIT)


def line_of(row: Letter, now: datetime, conceal: Collection[str] = ()) -> OutboxLine:
    """Return a letter of the outbox without its words."""
    state = state_of(
        sent_at=row.sent_at,
        given_up_at=row.given_up_at,
        claimed_until=row.claimed_until,
        problem=row.problem,
        now=now,
    )
    concealed = row.kind.partition(".")[0] in conceal
    waited_for = links.is_waited_for(row.kind)
    return OutboxLine(
        id=row.id,
        kind="" if concealed else name_of(row.kind),
        state=state,
        to_address="" if concealed else row.to_address,
        is_concealed=concealed,
        written_at=row.written_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        given_up_at=row.given_up_at,
        attempts=row.attempts,
        problem=problem_words(row.problem),
        message_id=row.message_id,
        is_waited_for=waited_for,
        may_try=bool(row.body) and may_try_again(state, row.problem, is_waited_for=waited_for),
        may_stop=may_stop(state),
    )


def _is(state: str, now: datetime) -> ColumnElement[bool]:
    """Say in SQL what `outbox_rules.state_of` says."""
    open_ = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    leaving = and_(Letter.claimed_until.is_not(None), Letter.claimed_until > now)
    resting = or_(Letter.claimed_until.is_(None), Letter.claimed_until <= now)
    ended = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_not(None))
    by_intent = func.coalesce(Letter.problem, "").in_(BY_INTENT)
    return {
        WAITING: and_(open_, resting, func.coalesce(Letter.problem, "") == ""),
        PROBLEM: and_(open_, resting, func.coalesce(Letter.problem, "") != ""),
        SENDING: and_(open_, leaving),
        SENT: Letter.sent_at.is_not(None),
        GIVEN_UP: and_(ended, not_(by_intent)),
        SET_ASIDE: and_(ended, by_intent),
    }[state]


def _waits_long(now: datetime) -> ColumnElement[bool]:
    """Choose what was due some time ago, also where its time was put off again and again."""
    before = now - LONG_WAIT
    tried = and_(Letter.attempts > 0, Letter.written_at <= before)
    open_ = and_(Letter.sent_at.is_(None), Letter.given_up_at.is_(None))
    return and_(open_, or_(Letter.due_at <= before, tried))


def _count(chosen: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((chosen, 1), else_=0)), 0)
