"""Backups of SQLite, through its own backup interface, while people go on working.

The whole copy is made inside one read transaction. Copied in steps without one, each write of
another process makes a rollback-journal database begin again, and under constant writing such a
backup never ends (https://sqlite.org/backup.html). With a rollback journal a writer waits for the
copying alone: it goes to memory first, and is forced to the disk and checked once writers are free
again. With write-ahead logging nobody waits.
"""

import sqlite3
import time
from pathlib import Path

from sqlalchemy import URL

from recognition.backups.held import Held, NotWhole
from recognition.backups.sqlite_reading import DAMAGED, SOON, is_busy, look, open_database
from recognition.config import INSTANCE
from recognition.errors import Refused
from recognition.words import _

STEP = 4096  # pages; between steps a signal is heard
PATIENCE = 60.0  # seconds; longer than any writer holds the lock


def file_of(url: URL) -> Path:
    """Return the file of a database; a relative one lies in `instance/`, as for the application.

    Raises:
        Refused: it is kept in memory, or is named in another way than by a path.
    """
    name = url.database or ""
    if name in {"", ":memory:"} or name.startswith("file:"):
        raise Refused(_("RECOGNITION_DATABASE_URL should name a file, as in sqlite:////srv/r.db."))
    return INSTANCE / name


def back_up(database: Path, to: Path) -> Held:
    """Copy a database, as it is at one instant, to an empty file; then read the copy through.

    Raises:
        Refused: it is not there, is damaged, or does not fit.
    """
    if not database.is_file():
        raise Refused(
            _("There is no database at %(file)s yet. Run “recognition upgrade”.", file=database)
        )
    _warm(database)
    try:
        with open_database(database, "mode=rw", SOON) as source:
            copy(source, to)
        return look(to)
    except NotWhole:
        raise Refused(
            _(
                "The database is damaged: a copy of it does not hold together. Nothing was "
                "written. Keep your older backups; docs/operations/backups.md says what to do."
            )
        ) from None


def copy(source: sqlite3.Connection, to: Path) -> None:
    """Copy all of a database, as it is at one instant, to an empty file.

    Raises:
        NotWhole: it is damaged.
        Refused: it is locked for too long, or does not fit.
    """
    try:
        with open_database(to, "mode=rw", SOON) as target:
            target.execute("PRAGMA journal_mode = OFF")  # a copy that is cut short is thrown away
            target.execute("PRAGMA synchronous = OFF")  # `whole_or_absent` forces it to the disk
            _begin_reading(source)
            source.backup(target, pages=STEP, progress=lambda _status, _left, _all: None)
            source.execute("ROLLBACK")
            target.execute("PRAGMA journal_mode = DELETE")  # one file, also from write-ahead mode
    except sqlite3.Error as problem:
        if problem.sqlite_errorname.startswith(DAMAGED):
            raise NotWhole(str(problem)) from None
        raise Refused(
            _("The database could not be copied: %(reason)s. Nothing was written.", reason=problem)
        ) from None


def _begin_reading(source: sqlite3.Connection) -> None:
    """Begin a transaction and see to it that it holds its lock, in waits that a signal can end."""
    until = time.monotonic() + PATIENCE
    source.execute("BEGIN")
    while True:
        try:
            source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as problem:
            if not is_busy(problem) or time.monotonic() > until:
                raise
        else:
            return


def _warm(database: Path) -> None:
    """Read a file once, so that copying it under the lock waits for no slow disk.

    Before SQLite opens it: closing a file lets go of every lock this process has on it.
    """
    with database.open("rb", buffering=0) as file:
        while file.read(1 << 20):
            pass
