"""Reading a SQLite database that may be damaged, in use, or something else altogether."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from recognition.backups import files, held
from recognition.backups.held import Held, NotWhole
from recognition.errors import Refused
from recognition.words import _

SOON = 2.0  # seconds
READ_ONLY = "mode=ro&immutable=1"  # a backup may lie where nobody can write
DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")
HEADER, LARGEST_PAGE = 100, 65_536  # bytes
BEGINNING = b"SQLite format 3\0"


def look(file: Path) -> Held:
    """Read a backup through, and say what it holds.

    Raises:
        NotWhole: it is no database of SQLite, or a damaged one.
        Refused: it is not ours, or not a backup.
    """
    not_whole = NotWhole(_("%(file)s is not a whole backup of a SQLite database.", file=file))
    if not _is_as_long_as_it_says(file):
        raise not_whole
    if any(one.exists() and one.stat().st_size for one in files.beside(file)):
        raise Refused(
            _(
                "%(file)s has a journal beside it, so it is a database in use and not a backup.",
                file=file,
            )
        )
    try:
        with open_database(file, READ_ONLY, SOON) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            if not whole or connection.execute("PRAGMA foreign_key_check").fetchone():
                raise not_whole
            return _held(connection, file)
    except sqlite3.DatabaseError:
        raise not_whole from None


def _is_as_long_as_it_says(file: Path) -> bool:
    """Compare a file's length with its header; SQLite reads a page that was cut short as zeros.

    Bytes 16 and 17 are the size of a page (1 for 65,536), 28 to 31 how many there are
    (https://sqlite.org/fileformat.html#the_database_header).
    """
    with file.open("rb") as opened:
        header = opened.read(HEADER)
    if len(header) < HEADER or not header.startswith(BEGINNING):
        return False
    page = int.from_bytes(header[16:18], "big")
    pages = int.from_bytes(header[28:32], "big")
    return file.stat().st_size == pages * (LARGEST_PAGE if page == 1 else page)


def _held(connection: sqlite3.Connection, file: Path) -> Held:
    tables = tables_of(connection)
    found = connection.execute(held.MIGRATION).fetchall() if "alembic_version" in tables else []
    if len(found) != 1:
        raise Refused(_("%(file)s is not a backup of recognition.", file=file))
    head = connection.execute(held.HEAD).fetchone() if "audit_head" in tables else None
    entry, digest = head or (0, "")
    return Held(found[0][0], entry, digest, frozenset(erasures_of(connection, tables)))


def erasures_of(connection: sqlite3.Connection, tables: set[str]) -> dict[int, str]:
    """Return by its number on which page each erasure can be done again."""
    if not tables >= held.TABLES_OF_ERASURES:
        return {}
    rows = connection.execute(held.ERASURES).fetchall()
    return {number: held.page_of_erasure(*rest) for number, *rest in rows}


def tables_of(connection: sqlite3.Connection) -> set[str]:
    """Return the names of the tables there are."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows}


def is_busy(problem: sqlite3.Error) -> bool:
    """Tell whether somebody else held on to the database for too long."""
    return getattr(problem, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


@contextmanager
def open_database(file: Path, how: str, seconds: float) -> Iterator[sqlite3.Connection]:
    """Lend a connection to a file that is there.

    Args:
        file: the database.
        how: parameters of SQLite's address of a file.
        seconds: how long to wait for others.
    """
    address = f"file:{quote(str(file.absolute()))}?{how}"
    with closing(
        sqlite3.connect(address, uri=True, timeout=seconds, isolation_level=None)
    ) as connection:
        yield connection
