"""Disposing of what was kept long enough, in batches that are each whole.

A run may stop anywhere: what is gone is in the log and in the trail, and the next run goes on. Any
number of runs may go side by side; each batch waits for the row of settings.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.disposal import Disposal
from recognition.errors import Conflict
from recognition.mail import actions as mail
from recognition.newsletter.actions import retention as newsletter
from recognition.nominations.actions import retention as nominations
from recognition.panel.actions import retention as panel
from recognition.people.actions import retention as people
from recognition.privacy.actions import retention_requests as requests
from recognition.privacy.models import DisposalLine, DisposalSetting
from recognition.privacy.queries import retention as queries
from recognition.privacy.queries.retention import Period
from recognition.privacy.queries.retention_spared import spared
from recognition.privacy.retention_plan import first_run
from recognition.privacy.retention_schedule import SCHEDULE
from recognition.thanks.actions import retention as thanks
from recognition.winners.actions import retention as winners

WORKER, COMMAND, PAGE = "worker", "command", "page"
BATCH = 200
BATCHES_A_CHORE = 25
ROOMS = (people, nominations, thanks, panel, winners, newsletter, mail, audit, requests)
BY_KIND: Mapping[str, tuple[Disposal, ...]] = {
    kind.key: tuple(one for room in ROOMS for one in room.DISPOSALS.get(kind.key, ()))
    for kind in SCHEDULE
}


@dataclass(frozen=True)
class Due:
    """How many things of one kind are older than they may be, or were and are gone now."""

    period: Period
    items: int


def due(now: datetime | None = None) -> list[Due]:
    """Count what a run would dispose of at an instant, UTC; nothing is changed."""
    moment = now or clock.now()
    who = spared(moment)
    return [
        Due(
            period,
            sum(one.waiting(period.before, who) for one in BY_KIND[period.kind.key] if one.counted),
        )
        for period in queries.periods(moment)
    ]


def purge(
    *,
    way: str,
    actor_id: int | None = None,
    told: Callable[[Due], None] | None = None,
    most: int | None = None,
) -> list[Due]:
    """Dispose of everything that is due; return how many things of each kind.

    Args:
        way: `COMMAND` or `PAGE`.
        actor_id: who pressed the button.
        told: is told of each kind when it is through.
        most: how many batches at most; all of them where nothing is said.
    """
    now = clock.now()
    _setting_row()
    done, left = [], most
    for period in queries.periods(now):
        run = _Run(period, way, actor_id, now)
        while (left is None or left > 0) and run.batch():
            left = None if left is None else left - 1
        done.append(Due(period, run.items))
        if told is not None:
            told(done[-1])
    return done


def purge_daily() -> int:
    """Dispose of what is due once a day, a few batches at a time; the worker calls this.

    The first run comes two weeks after the application first knew of retention, so that somebody
    can look at the dry run before. Returns how many things went.
    """
    now, today = clock.now(), clock.today()
    setting = _setting_row()
    if not setting.automatic or today < setting.starts_on or setting.done_on == today:
        return 0
    left, items = BATCHES_A_CHORE, 0
    for period in queries.periods(now):
        run = _Run(period, WORKER, None, now)
        while left and run.batch():
            left -= 1
        items += run.items
        if not left:
            return items
    with transaction() as session:
        turn(session).done_on = today
    return items


class _Run:
    """One kind in one run; each batch is a transaction with its line in the log and the trail."""

    def __init__(self, period: Period, way: str, actor_id: int | None, now: datetime) -> None:
        self.period, self.way, self.actor_id, self.now = period, way, actor_id, now
        self.line_id: int | None = None
        self.items = 0

    def batch(self) -> bool:
        """Dispose of one batch; tell whether there may be more."""
        with transaction() as session:
            turn(session)
            went, counted = self._dispose()
            if went:
                self._write_down(session, counted)
        self.items += counted
        return went

    def _dispose(self) -> tuple[bool, int]:
        went, counted = False, 0
        for one in BY_KIND[self.period.kind.key]:
            number = one.dispose(self.period.before, BATCH, spared(self.now))
            went = went or number > 0
            counted += number if one.counted else 0
        return went, counted

    def _write_down(self, session: Session, items: int) -> None:
        line = session.get(DisposalLine, self.line_id) if self.line_id else None
        if line is None:
            line = DisposalLine(
                kind=self.period.kind.key,
                until=self.period.before,
                items=0,
                way=self.way,
                started_at=self.now,
                by_id=self.actor_id,
            )
            session.add(line)
        line.items += items
        line.ended_at = clock.now()
        session.flush()
        self.line_id = line.id
        audit.record(
            "privacy.disposed",
            subject=("disposal", line.id),
            actor_id=self.actor_id,
            payload={
                "what": self.period.kind.key,
                "items": items,
                "until": self.period.before.isoformat(timespec="seconds"),
                "way": self.way,
            },
        )


def _setting_row() -> DisposalSetting:
    row = db.session.get(DisposalSetting, 1)
    if row is None:
        with suppress(Conflict), transaction() as session:  # somebody else may make it first
            turn(session)
        row = db.session.get_one(DisposalSetting, 1)
    return row


def turn(session: Session) -> DisposalSetting:
    """Wait until nobody else disposes; the row is made where there is none yet."""
    row = session.scalar(select(DisposalSetting).where(DisposalSetting.id == 1).with_for_update())
    if row is None:
        row = DisposalSetting(
            id=1, automatic=True, starts_on=first_run(clock.today()), done_on=None
        )
        session.add(row)
        session.flush()
    return row
