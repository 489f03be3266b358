"""The long form: every case with its full numbers, and the table of what came of it.

The table stands between two marks in docs/operations/resilience.md and is written after each case,
so that a run that is stopped leaves what it found. Words after the command choose cases by name;
then the other rows stay as they were.
"""

import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from recognition import clock
from recognition.config import ROOT
from tests.resilience import crashes, disks, load, locks, posts, stops
from tests.resilience.places import POSTGRESQL, SQLITE, PostgresPlace, SqlitePlace

PAGE = ROOT / "docs" / "operations" / "resilience.md"
BEGINS, ENDS = "<!-- the table begins -->", "<!-- the table ends -->"
BOTH = (SQLITE, POSTGRESQL)
HEADER = "| case | database | what came of it | `check` | seconds |\n|---|---|---|---|--:|"


@dataclass(frozen=True)
class Case:
    """One fault with its full numbers; `run` refuses what should not be, or says what came."""

    name: str
    run: Callable[..., str]
    databases: tuple[str, ...] = BOTH
    needs_place: bool = False


CASES = (
    *(
        Case(
            f"{number} nominations in the last minute by {clients} clients, all pages",
            partial(load.last_minute, clients=clients, number=number),
        )
        for number, clients in ((500, 16), (500, 64))
    ),
    Case("disk full", disks.full_disk, (SQLITE,)),
    Case("one input/output error", disks.error_once, (SQLITE,)),
    Case("file and folder not to be written", disks.read_only, (SQLITE,)),
    *(
        Case(
            f"PostgreSQL stopped ({mode}) and started",
            partial(stops.stopped, mode=mode, seconds=10),
            (POSTGRESQL,),
            needs_place=True,
        )
        for mode in ("fast", "immediate")
    ),
    Case("PostgreSQL says nothing", stops.hanging, (POSTGRESQL,), needs_place=True),
    Case(
        "server killed between commit and reply",
        partial(crashes.between_commit_and_reply, number=20),
    ),
    Case("server killed while nominating", partial(crashes.while_submitting, rounds=20)),
    Case("server killed while scoring", partial(crashes.while_scoring, rounds=20)),
    Case("server killed while announcing", partial(crashes.while_announcing, rounds=20)),
    Case("worker killed while it writes the news", crashes.while_telling),
    Case(
        "worker killed after letter 50 was taken, before its mark",
        partial(crashes.before_the_mark, at=50),
    ),
    *(
        Case(f"mail server: {fault}", partial(posts.bad_mail_server, fault=fault, number=5))
        for fault in posts.FAULTS
    ),
    Case("migration while people nominate", partial(locks.migration, clients=8, number=80)),
    Case("foreign write lock", partial(locks.foreign_lock, seconds=300)),
)


def main(wanted: list[str]) -> int:
    """Run the cases; return 1 when one found something."""
    found = False
    if not wanted:
        _write({})
    with tempfile.TemporaryDirectory() as folder:
        places: dict[str, Any] = {SQLITE: SqlitePlace(Path(folder)), POSTGRESQL: PostgresPlace()}
        try:
            for case in CASES:
                if wanted and not any(word in case.name for word in wanted):
                    continue
                for database in case.databases:
                    told, good, took = _come_of(case, places[database])
                    found = found or not good
                    state = "clean" if good else "**not reached**"
                    row = f"| {case.name} | {database} | {told} | {state} | {took:.0f} |"
                    print(row, flush=True)  # noqa: T201 -- a long run tells how far it is
                    _write({**_kept(), (case.name, database): row})
        finally:
            places[POSTGRESQL].end()
    return int(found)


def _come_of(case: Case, place: Any) -> tuple[str, bool, float]:
    """Run one case; return what came of it, whether that is as it should be, and the seconds."""
    began = time.monotonic()
    try:
        with place.house() as house:
            began = time.monotonic()
            told = case.run(house, place) if case.needs_place else case.run(house)
            return told, True, time.monotonic() - began
    except disks.CannotBeMade as reason:
        return f"could not be made: {reason}", False, time.monotonic() - began
    except Exception as problem:
        traceback.print_exc()
        said = " ".join(f"{type(problem).__name__} {problem}".split()).replace("|", "/")[:200]
        return f"**{said}**", False, time.monotonic() - began


def _kept() -> dict[tuple[str, str], str]:
    """Return the rows of an earlier run, so that some cases can be run again alone."""
    rows = {}
    with suppress(FileNotFoundError, IndexError):
        table = PAGE.read_text(encoding="utf-8").partition(BEGINS)[2].partition(ENDS)[0]
        for line in table.splitlines():
            if line.count("|") == 6 and not line.startswith(("| case", "|---")):
                _start, name, database, *_rest = line.split("|")
                rows[name.strip(), database.strip()] = line
    return rows


def _write(rows: dict[tuple[str, str], str]) -> None:
    before, _mark, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    after = rest.partition(ENDS)[2]
    order = [(case.name, database) for case in CASES for database in case.databases]
    lines = [rows[key] for key in order if key in rows]
    said = f"Written by the run of {clock.spoken_date(clock.now())}, on two shared cores."
    missing = sorted({name for name, database in order if (name, database) not in rows})
    if missing:
        said += f" Not run yet, or not on both databases: {'; '.join(missing)}."
    table = "\n".join(("", said, "", HEADER, *lines, ""))
    PAGE.write_text(f"{before}{BEGINS}{table}{ENDS}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
