"""Keeping which workers live, and what each chore came to."""

import os
import socket
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import Model, transaction
from recognition.mail.diary import LONGEST_NAME, Letters, Work
from recognition.mail.models import ChoreRun, Worker

FORGET_AFTER = timedelta(days=1)
LAST_RUN = ("worker", "began_at", "ended_at", "milliseconds")
SINCE_LONG = ("runs", "failures")


def this_worker() -> str:
    """Return the name of this process among workers: its host, and its number there."""
    number = f":{os.getpid()}"
    return socket.gethostname()[: LONGEST_NAME - len(number)] + number


def keep_diary(started_at: datetime, works: Sequence[Work], letters: Letters) -> None:
    """Keep that this worker lives, and what came of its chores since it last said so.

    Any number may say so at once. Workers not seen for a day are forgotten, and so is a chore
    that no worker does any more.

    Args:
        started_at: when this worker started, UTC.
        works: what came of each chore since then or since the last time.
        letters: what became of the letters that it took in hand since it started.
    """
    now, who = clock.now(), this_worker()
    life = {"seen_at": now, "started_at": started_at, **asdict(letters)}
    # always in the same order, so that two workers never wait for each other
    runs = sorted(({**asdict(work), "worker": who} for work in works), key=lambda run: run["name"])
    with transaction() as session:
        _put(session, Worker, [{"name": who, **life}], latest=tuple(life))
        session.execute(delete(Worker).where(Worker.seen_at < now - FORGET_AFTER))
        if runs:
            _put(session, ChoreRun, runs, latest=LAST_RUN, total=SINCE_LONG)
            session.execute(delete(ChoreRun).where(ChoreRun.ended_at < now - FORGET_AFTER))


def sign_of_life() -> None:
    """Keep that a worker is at work now in this process, and has only just started."""
    keep_diary(clock.now(), (), Letters())


def _put(
    session: Session,
    table: type[Model],
    rows: list[dict[str, Any]],
    *,
    latest: Sequence[str],
    total: Sequence[str] = (),
) -> None:
    """Write rows by their name: new ones, or into those that are there.

    Args:
        session: an open transaction.
        table: whose rows.
        rows: what to write, by column.
        latest: columns that take the new value.
        total: columns to which it is added; of every other column the new value counts where
            there is one.
    """
    into: Any = table.__table__
    postgres = session.get_bind().dialect.name == "postgresql"
    adding: Any = postgresql.insert(into) if postgres else sqlite.insert(into)
    held, new = into.c, adding.excluded
    changes: dict[str, Any] = {name: new[name] for name in latest}
    changes |= {name: held[name] + new[name] for name in total}
    kept = set(rows[0]) - {"name", *changes}
    changes |= {name: func.coalesce(new[name], held[name]) for name in sorted(kept)}
    session.execute(adding.on_conflict_do_update(index_elements=["name"], set_=changes), rows)
