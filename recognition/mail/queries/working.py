"""What workers do, and what waits for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, not_, select

from recognition.database import db
from recognition.mail.diary import Work
from recognition.mail.models import ChoreRun, Letter, Worker
from recognition.mail.rules import BY_INTENT


@dataclass(frozen=True)
class WorkerLine:
    """A worker, when it was last seen, and what it made of letters since it started; UTC."""

    name: str
    started_at: datetime
    seen_at: datetime
    delivered: int
    put_off: int


@dataclass(frozen=True)
class Figures:
    """Letters and workers in numbers, for monitors.

    `delivered` and `given_up` count from the first letter on; `due` should have left by now, the
    oldest of them since `oldest_due_at`, and `with_problem` are those of them that were tried.
    """

    delivered: int
    given_up: int
    due: int
    with_problem: int
    oldest_due_at: datetime | None
    worker_seen_at: datetime | None


def workers() -> list[WorkerLine]:
    """Return the workers of the last day, the one seen last first."""
    rows = db.session.scalars(select(Worker).order_by(Worker.seen_at.desc(), Worker.name))
    return [
        WorkerLine(row.name, row.started_at, row.seen_at, row.delivered, row.put_off)
        for row in rows
    ]


def works() -> list[Work]:
    """Return what came of each chore, by its name."""
    return [
        Work(
            name=row.name,
            began_at=row.began_at,
            ended_at=row.ended_at,
            milliseconds=row.milliseconds,
            runs=row.runs,
            failures=row.failures,
            did=row.did,
            did_at=row.did_at,
            problem=row.problem,
            problem_at=row.problem_at,
        )
        for row in db.session.scalars(select(ChoreRun).order_by(ChoreRun.name))
    ]


def figures(now: datetime) -> Figures:
    """Return letters and workers in numbers at an instant, UTC, in one statement.

    Args:
        now: letters count as due that should have left by then.
    """
    unsent = Letter.sent_at.is_(None)
    due = and_(unsent, Letter.given_up_at.is_(None), Letter.due_at <= now)
    ended = and_(unsent, Letter.given_up_at.is_not(None))
    by_intent = func.coalesce(Letter.problem, "").in_(BY_INTENT)
    # each by itself, so that the index of the outbox serves it
    chosen = {
        "delivered": select(func.count()).where(Letter.sent_at.is_not(None)),
        "given_up": select(func.count()).where(ended, not_(by_intent)),
        "due": select(func.count()).where(due),
        "with_problem": select(func.count()).where(due, Letter.problem.is_not(None)),
    }
    row: Any = db.session.execute(
        select(
            *(
                one.select_from(Letter).scalar_subquery().label(name)
                for name, one in chosen.items()
            ),
            select(func.min(Letter.due_at)).where(due).scalar_subquery().label("oldest_due_at"),
            select(func.max(Worker.seen_at)).scalar_subquery().label("worker_seen_at"),
        )
    ).one()
    return Figures(**row._mapping)
