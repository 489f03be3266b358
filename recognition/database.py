"""The database: how tables are declared, and the one place that commits.

SQLite and PostgreSQL behave alike here. On SQLite a write starts with BEGIN IMMEDIATE, because a
transaction that reads first and writes later is refused at once when somebody else is writing.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import CursorResult, DateTime, Engine, Executable, MetaData, String, Text, event
from sqlalchemy.engine import Connection, Dialect
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from recognition import patience
from recognition.errors import Conflict
from recognition.words import Own, _

# Write-ahead logging can lose committed writes before these releases of SQLite (the “WAL-reset”
# bug, https://sqlite.org/wal.html#walresetbug), so older libraries keep a rollback journal.
WAL_IS_SAFE_FROM = ((3, 44, 6), (3, 50, 7), (3, 51, 3))


class Base(DeclarativeBase):
    """Gives constraints names that are the same on both databases, so that migrations can."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, disable_autonaming=False)

if TYPE_CHECKING:

    class Model(Base):
        """A table."""

        __abstract__ = True
else:
    Model = db.Model


class UtcDateTime(TypeDecorator[datetime]):
    """An instant, aware and in UTC on the way in and on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse an instant without a zone; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give SQLite's naive times their zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class OwnWords(TypeDecorator[str]):
    """A text that an organisation wrote in English for everybody, perhaps with a translation.

    What comes out says itself in the language of whoever reads it; see `words.Own`.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Store the English."""
        return value.english if isinstance(value, Own) else value

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:
        """Let the text say itself."""
        return None if value is None else Own(value)


class OwnText(OwnWords):
    """The same, of any length."""

    impl = Text
    cache_ok = True


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Tell whether this SQLite library keeps committed writes in write-ahead mode."""
    return version >= WAL_IS_SAFE_FROM[-1] or any(
        version[:2] == fixed[:2] and version >= fixed for fixed in WAL_IS_SAFE_FROM
    )


def prepare_engine(engine: Engine) -> None:
    """Set the pragmas and the kind of BEGIN that the docstring above promises."""
    waits = patience.teach(engine)
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in (
            f"busy_timeout = {patience.PATIENT_MS}",
            f"journal_mode = {'WAL' if wal_is_safe() else 'TRUNCATE'}",
            "synchronous = FULL",
            "foreign_keys = ON",
            "secure_delete = ON",
        ):
            # nosemgrep: no-sql-from-text -- the pragmas are the constants above
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def on_begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("writing", False):
            connection.exec_driver_sql("BEGIN")
            return
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {waits.milliseconds()}")
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {patience.PATIENT_MS}")
        waits.was_granted()


def read(statement: Executable, **values: object) -> CursorResult[Any]:
    """Ask the database a statement that was put together once, with values for its parameters.

    What comes back are rows of columns, never objects. Putting a statement together takes longer
    than asking it.
    """
    session = db.session()
    if session.info.get("writing"):
        session.flush()
    return session.connection().execute(statement, values)


NOTES = "notes"
"""Where `before_commit` finds what was noted of a transaction; gone with it, however it ends."""
_lasts: list[Callable[[Session], None]] = []


def notes(session: Session) -> dict[str, Any]:
    """Return what was noted of the transaction that is open."""
    found: dict[str, Any] = session.info.setdefault(NOTES, {})
    return found


def before_commit(last: Callable[[Session], None]) -> None:
    """Have something done with the session as the last thing of every transaction."""
    _lasts.append(last)


@contextmanager
def transaction() -> Iterator[Session]:
    """Write everything inside, or nothing. The only commit in the code.

    Joins a transaction that is open. What was read before is forgotten, so that rows used inside
    are read again under the lock.

    Raises:
        Conflict: a constraint found that somebody else was first.
    """
    session: Session = db.session()
    if session.info.get("writing"):
        yield session
        return
    session.rollback()
    options: dict[str, Any] = {"writing": True}
    session.info["writing"] = True
    try:
        session.connection(execution_options=options)
        yield session
        session.flush()
        for last in _lasts:
            last(session)
        session.commit()
    except IntegrityError as problem:
        session.rollback()
        raise Conflict(
            _("Somebody changed this at the same moment. Look at it again, then try once more.")
        ) from problem
    except BaseException:
        session.rollback()
        raise
    finally:
        for note in ("writing", "touched", "marks", NOTES):
            session.info.pop(note, None)


def let_go(_problem: BaseException | None = None) -> None:
    """End what a page only read, before its session goes.

    A database that has gone meanwhile is no problem of a page that is made: without this the server
    would throw that page away.
    """
    db.session.info.pop("marks", None)
    try:
        db.session.close()
    except DBAPIError:
        db.session().invalidate()


def scrub() -> bool:
    """Leave nothing of deleted rows and earlier texts in the database's own files.

    On SQLite deleted bytes are overwritten at once (`secure_delete`), but a page that was split or
    moved may keep a copy between its rows, so the file is written anew and the log is emptied. On
    PostgreSQL a dump holds none of it; what lies in its files goes with its own VACUUM.

    Returns:
        False when somebody else is using the database, so that it is to be tried again.
    """
    db.session.rollback()
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        connection.cursor().execute("VACUUM")
        # the first answer is whether somebody else kept the log from being emptied
        held = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return not (held and held[0])
