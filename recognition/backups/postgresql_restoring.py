"""Putting a backup of PostgreSQL in place: everything goes and comes in one transaction.

`pg_restore --clean` would leave tables that the backup does not know, and a later migration would
find them in its way; so all tables go first. Statements are sent by `psql`, and the last one,
`COMMIT`, only once `pg_restore` has read the backup to its end.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from sqlalchemy import URL

from recognition.backups import held, programs
from recognition.backups.held import Before
from recognition.errors import Refused
from recognition.words import _

if TYPE_CHECKING:
    import psycopg

CHUNK = 1 << 20
OTHERS = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND backend_type = 'client backend'
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
EMPTY = b"""
    BEGIN;
    SET LOCAL lock_timeout = '10s';
    SET LOCAL client_min_messages = 'warning';
    DO $$ DECLARE each record; BEGIN
        FOR each IN SELECT schemaname, tablename FROM pg_tables WHERE schemaname = 'public'
        LOOP EXECUTE format('DROP TABLE %I.%I CASCADE', each.schemaname, each.tablename); END LOOP;
    END $$;
"""


def before(url: URL) -> Before:
    """Say what lies where a backup is to be restored.

    Raises:
        Refused: it cannot be reached, or somebody else is in it.
    """
    with _connected(programs.place_of(url)) as connection:
        [(others,)] = connection.execute(OTHERS).fetchall()
        if others:
            raise Refused(held.in_use())
        tables = {name for (name,) in connection.execute(TABLES).fetchall()}
        unused = "audit_entry" in tables and connection.execute(held.ENTRIES).fetchone() == (0,)
        known = tables >= held.TABLES_OF_ERASURES
        rows = connection.execute(held.ERASURES).fetchall() if known else []
    return Before(
        empty=not tables or unused,
        erasures={number: held.page_of_erasure(*rest) for number, *rest in rows},
    )


@contextmanager
def _connected(place: programs.Place) -> Iterator["psycopg.Connection"]:
    import psycopg  # noqa: PLC0415 -- SQLite does without it

    try:
        with psycopg.connect(place.address, password=place.password or None) as connection:
            yield connection
    except psycopg.Error as problem:
        reason = str(problem).strip().rpartition("\n")[2]
        raise Refused(_("The database did not answer: %(reason)s", reason=reason)) from None


def restore(file: Path, url: URL) -> None:
    """Put a backup in place of whatever is in the tables of a database.

    Raises:
        Refused: a program is missing or did not get to its end; then everything is as it was.
    """
    place = programs.place_of(url)
    reading, writing = programs.read_command(file, "--file=-"), programs.query_command(place)
    with (
        tempfile.TemporaryFile() as reading_said,
        tempfile.TemporaryFile() as writing_said,
        subprocess.Popen(
            reading, env={**os.environ, "LC_ALL": "C"}, stdout=subprocess.PIPE, stderr=reading_said
        ) as reader,
        subprocess.Popen(
            writing,
            env=place.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=writing_said,
        ) as writer,
    ):
        try:
            _send(reader, writer)
        finally:
            reader.kill()  # has ended, unless it was not listened to any more
        for process, name, said in (
            (writer, programs.QUERY, writing_said),
            (reader, programs.RESTORE, reading_said),
        ):
            if process.wait():
                raise programs.stopped(name, _all_of(said))


def _send(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> None:
    if reader.stdout is None or writer.stdin is None:
        return
    with suppress(BrokenPipeError):  # it stopped, and has said why
        writer.stdin.write(EMPTY)
        shutil.copyfileobj(reader.stdout, writer.stdin, CHUNK)
        if reader.wait() == 0:
            writer.stdin.write(b"COMMIT;\nANALYZE;\n")
    with suppress(BrokenPipeError):
        writer.stdin.close()
    writer.wait()


def _all_of(said: IO[bytes]) -> bytes:
    said.seek(0)
    return said.read()
