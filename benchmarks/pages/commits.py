"""How long one durable commit takes here: no code of ours makes that quicker."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

import psycopg

TIMES = 40


def durable(url: str) -> float:
    """Return the median milliseconds of a commit of one row that is on the disk afterwards.

    Args:
        url: a database of the kind that is asked about; PostgreSQL is asked on that server.
    """
    if url.startswith("sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "commits.sqlite"
            with closing(sqlite3.connect(file, isolation_level=None)) as database:
                database.execute("PRAGMA journal_mode = TRUNCATE")
                database.execute("PRAGMA synchronous = FULL")
                database.execute("CREATE TABLE note (text TEXT)")
                return _timed(lambda: database.execute("INSERT INTO note VALUES ('x')"))
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS commits_measured (text TEXT)")
        took = _timed(lambda: connection.execute("INSERT INTO commits_measured VALUES ('x')"))
        connection.execute("DROP TABLE commits_measured")
    return took


def _timed(write: Callable[[], object]) -> float:
    spent = []
    for _time in range(TIMES):
        began = time.perf_counter()
        write()
        spent.append((time.perf_counter() - began) * 1_000)
    return median(spent)
