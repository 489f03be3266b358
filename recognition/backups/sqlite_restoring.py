"""Putting a backup of SQLite in place: one file takes the name of another."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from recognition.backups import files, held
from recognition.backups.held import Before
from recognition.backups.sqlite import copy
from recognition.backups.sqlite_reading import (
    READ_ONLY,
    SOON,
    erasures_of,
    is_busy,
    open_database,
    tables_of,
)
from recognition.errors import Refused


def before(database: Path) -> Before:
    """Say what lies where a backup is to be restored; a damaged database is not empty.

    Raises:
        Refused: somebody uses it.
    """
    if not database.exists() or database.stat().st_size == 0:
        return Before(empty=True)
    try:
        with open_database(database, "mode=rw", SOON) as connection:
            tables = tables_of(connection)
            ours = "audit_entry" in tables
            unused = ours and connection.execute(held.ENTRIES).fetchone() == (0,)
            return Before(empty=not tables or unused, erasures=erasures_of(connection, tables))
    except sqlite3.DatabaseError as problem:
        if is_busy(problem):
            raise Refused(held.in_use()) from None
        return Before(empty=False, readable=False)


def restore(file: Path, database: Path, moment: datetime) -> Path | None:
    """Put a backup in place of a database.

    Args:
        file: the backup, looked at before.
        database: where it is to lie.
        moment: now; part of the name under which what was there is kept.

    Returns:
        Where the database that was there lies now, or None if there was none.

    Raises:
        Refused: somebody uses the database, or the backup does not fit on the disk.
    """
    database.parent.mkdir(parents=True, exist_ok=True)
    kept = None
    with _alone(database), files.whole_or_absent(database) as unfinished:
        with open_database(file, READ_ONLY, SOON) as source:
            copy(source, unfinished)
        files.to_disk(unfinished)  # before anything happens to what is there
        if database.exists():
            _resemble(unfinished, database.stat(), database.stat().st_mode)
            kept = _set_aside(database, f".before-restore-{moment:%Y%m%dT%H%M%SZ}")
        else:
            _resemble(unfinished, database.parent.stat(), 0o600)
    return kept


def _resemble(unfinished: Path, owner: os.stat_result, mode: int) -> None:
    """Give a file to whom the service runs as: whoever restores it may be root."""
    unfinished.chmod(stat.S_IMODE(mode))
    with suppress(PermissionError):
        os.chown(unfinished, owner.st_uid, owner.st_gid)


def _set_aside(database: Path, ending: str) -> Path:
    """Give what is there another name; a journal of it must not be taken for one of the new."""
    kept = Path(f"{database}{ending}")
    try:
        os.link(database, kept)  # so that a database is there at every instant
    except OSError:  # a file system without links
        database.rename(kept)
    for old, new in zip(files.beside(database), files.beside(kept), strict=True):
        if old.exists() and old.stat().st_size:
            old.rename(new)
        else:
            old.unlink(missing_ok=True)
    return kept


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Keep everybody else away from a database while it is replaced, as far as that can be.

    Connections that rest hold no lock, so open files are looked for too (on Linux, and only those
    of people whose files we may see). A damaged database cannot be locked.

    Raises:
        Refused: somebody else has it open.
    """
    if not database.exists():
        yield
        return
    if _is_open_elsewhere(database):
        raise Refused(held.in_use())
    with open_database(database, "mode=rw", SOON) as connection:
        try:
            # leaves write-ahead mode, which is refused while somebody else is in it
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as problem:
            if is_busy(problem):
                raise Refused(held.in_use()) from None
        yield


def _is_open_elsewhere(database: Path) -> bool:
    ours = database.stat()
    for handle in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            if int(handle.parts[2]) != os.getpid() and os.path.samestat(handle.stat(), ours):
                return True
    return False
