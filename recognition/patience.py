"""How long the database is waited for, so that a page answers whatever becomes of it.

A page that cannot write says so within seconds, and gives back what was typed. Once somebody waited
in vain for another writer, whoever comes next hardly waits: threads that all wait serve nobody, not
even those who only read.
"""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from flask import g, has_request_context
from sqlalchemy import Engine, event
from sqlalchemy.engine import Connection, ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

PATIENT_MS = 10_000
HURRIED_MS = 250
REMEMBERED_SECONDS = 10.0
CONNECT_SECONDS = 5
CANCEL_SECONDS = 1.0
SILENT_SECONDS = 15.0
"""So long a page, or a file on its way, waits for a PostgreSQL that holds the line in silence."""

POOL = {"pool_pre_ping": True}
"""A connection is asked whether it lives before it is used: its server may have started anew."""

PLANNING = " ".join(
    f"-c {setting}"
    for setting in (
        "jit=off",
        "max_parallel_workers_per_gather=0",
        "plan_cache_mode=force_custom_plan",
        "random_page_cost=1.1",
    )
)
"""Answers are small: PostgreSQL need not compile statements nor share them out.

It plans each for the values it comes with, since a round may have ten nominees or a hundred
thousand, and an average of the two fits neither. The last is what its makers advise for drives that
read any page as soon as the next
(https://www.postgresql.org/docs/current/runtime-config-query.html).
"""

LINE: dict[str, Any] = {
    "connect_timeout": CONNECT_SECONDS,
    "tcp_user_timeout": 10_000,
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "options": f"-c lock_timeout={PATIENT_MS} {PLANNING}",
}
"""How a PostgreSQL that has gone is noticed; what the address of the database says comes first."""

ANEW = ("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")
"""After these the file is opened anew: one that was opened for reading stays so for ever."""


_BOUNDED: ContextVar[bool] = ContextVar("waited_for_within_bounds", default=False)


@contextmanager
def within_bounds() -> Iterator[None]:
    """Wait no longer than a page for each answer of PostgreSQL, although no page is being made."""
    before = _BOUNDED.set(True)
    try:
        yield
    finally:
        _BOUNDED.reset(before)


def give_up() -> None:
    """Ask the database nothing more for this page: each question could wait as long again."""
    g.gave_up = True


def gave_up() -> bool:
    """Tell whether this page does without the database."""
    return bool(g.get("gave_up"))


class Patience:
    """How long a writer waits for another one; shared by the threads of a process."""

    def __init__(self) -> None:
        self._until = 0.0
        self._lock = threading.Lock()

    def milliseconds(self) -> int:
        """Return how long to wait now."""
        return HURRIED_MS if time.monotonic() < self._until else PATIENT_MS

    def was_in_vain(self) -> None:
        """Say that somebody waited and did not get to write."""
        with self._lock:
            self._until = time.monotonic() + REMEMBERED_SECONDS

    def was_granted(self) -> None:
        """Say that somebody got to write."""
        if self._until:
            with self._lock:
                self._until = 0.0


def teach(engine: Engine) -> Patience:
    """Bound the waits of an engine; its connections to PostgreSQL notice when nobody answers."""
    waits = Patience()

    @event.listens_for(engine, "handle_error")
    def on_error(context: ExceptionContext) -> None:
        problem = context.original_exception
        name = str(getattr(problem, "sqlite_errorname", None) or "")
        if name.startswith("SQLITE_BUSY") or getattr(problem, "sqlstate", None) == "55P03":
            waits.was_in_vain()
        elif name.startswith(ANEW):
            _take_back(context)
            context.is_disconnect = True

    if engine.dialect.name == "postgresql":
        _teach_postgresql(engine, waits)
    return waits


def _take_back(context: ExceptionContext) -> None:
    """End what a connection began, before it goes.

    A file that is closed keeps its lock for as long as somebody holds on to an unfinished
    statement, and the error itself does, until Python looks for what nobody needs.
    """
    with suppress(sqlite3.Error, SQLAlchemyError):  # it may have gone already
        held = context.connection.connection.dbapi_connection if context.connection else None
        if held is not None:
            held.rollback()


def _teach_postgresql(engine: Engine, waits: Patience) -> None:
    @event.listens_for(engine, "do_connect")
    def on_connect(_dialect: object, _record: object, given: Any, named: Any) -> object:
        return _line().connect(*given, **{**LINE, **named})

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        _held(connection).commits = False
        writing = connection.get_execution_options().get("writing", False)
        if writing and waits.milliseconds() != PATIENT_MS:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {waits.milliseconds()}")

    @event.listens_for(engine, "commit")
    def on_commit(connection: Connection) -> None:
        _held(connection).commits = True  # from now on it is not called back
        if connection.get_execution_options().get("writing", False):
            waits.was_granted()


def _held(connection: Connection) -> Any:
    return connection.connection.dbapi_connection


def _line() -> Any:
    """Return the class of connections that a page does not wait for without end."""
    import psycopg  # noqa: PLC0415 -- SQLite does without it

    class Line(psycopg.Connection[Any]):
        commits = False

        def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
            if timeout is not None or not (has_request_context() or _BOUNDED.get()):
                return super().wait(gen, interval, timeout)
            began = time.monotonic()
            try:
                return super().wait(gen, interval, SILENT_SECONDS)
            except psycopg.OperationalError:
                if time.monotonic() - began >= SILENT_SECONDS:
                    self._leave()
                raise

        def _leave(self) -> None:
            """Have it stop, or it would work on for nobody; a commit is not called back."""
            try:
                if not self.commits:
                    with suppress(psycopg.Error, OSError, ValueError):
                        self.cancel_safe(timeout=CANCEL_SECONDS)
            finally:
                self.pgconn.finish()  # what it says later would answer another question

    return Line
