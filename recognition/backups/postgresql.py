"""Backups of PostgreSQL, by `pg_dump`: one snapshot, and no writer waits."""

import os
from pathlib import Path

from sqlalchemy import URL

from recognition.backups import programs
from recognition.backups.held import Held, NotWhole
from recognition.errors import Refused
from recognition.words import _

BEGINNING = b"PGDMP"
TOLD = ("alembic_version", "audit_head", "erasure")  # what tells what a backup holds
START, END = "COPY ", "\\."


def back_up(url: URL, to: Path) -> Held:
    """Write a database, as it is at one instant, to an empty file; then read the file through.

    Raises:
        Refused: a program is missing, too old, or did not get to its end.
    """
    place = programs.place_of(url)
    command = programs.dump_command(place, to)
    programs.program(programs.RESTORE)  # before the work, not after it
    programs.run(command, place)
    return look(to)


def look(file: Path) -> Held:
    """Read a backup through, and say what it holds.

    Raises:
        NotWhole: it is none of PostgreSQL, or damaged.
        Refused: it is not ours, or a program is missing or too old for it.
    """
    not_whole = NotWhole(_("%(file)s is not a whole backup of a PostgreSQL database.", file=file))
    with file.open("rb") as opened:
        if opened.read(len(BEGINNING)) != BEGINNING:
            raise not_whole
    try:
        # to list what is in it would read its beginning only
        programs.run(programs.read_command(file, f"--file={os.devnull}"))
        tables = (f"--table={name}" for name in TOLD)
        said = programs.run(programs.read_command(file, "--data-only", *tables, "--file=-"))
    except Refused as problem:
        if "unsupported version" in problem.reason:
            raise Refused(
                _(
                    "%(file)s was made by a newer pg_dump. Install its version of PostgreSQL’s "
                    "client programs.",
                    file=file,
                )
            ) from None
        if isinstance(problem, programs.Stopped):
            raise not_whole from None
        raise
    return _held(said.decode(), file)


def _held(said: str, file: Path) -> Held:
    rows = _rows(said)
    if len(rows.get("alembic_version", ())) != 1:
        raise Refused(_("%(file)s is not a backup of recognition.", file=file))
    head = rows.get("audit_head") or [{"number": "0", "digest": ""}]
    return Held(
        migration=rows["alembic_version"][0]["version_num"],
        entry=int(head[0]["number"]),
        digest=head[0]["digest"],
        erasures=frozenset(int(row["id"]) for row in rows.get("erasure", ())),
    )


def _rows(said: str) -> dict[str, list[dict[str, str]]]:
    """Take apart what `COPY` writes: a line with table and columns, a line a row, and an end."""
    found: dict[str, list[dict[str, str]]] = {}
    columns: list[str] | None = None
    for line in said.splitlines():
        if columns is None and line.startswith(START):
            table, _open, listed = line.removeprefix(START).partition(" (")
            columns = [name.strip(' "') for name in listed.partition(")")[0].split(",")]
            rows = found.setdefault(table.rpartition(".")[2].strip('"'), [])
        elif line == END:
            columns = None
        elif columns is not None:
            rows.append(dict(zip(columns, line.split("\t"), strict=True)))
    return found
