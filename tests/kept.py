"""What many tests begin with is built once, and its rows are put back for each of them.

The hands of the clock are put back too, so that a test cannot tell whether its round was closed for
it or for an earlier one.
"""

import copy
import filecmp
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import psycopg
import pytest
import time_machine
from flask import Flask
from psycopg import sql

from recognition import clock
from recognition.database import db
from tests.world import World

Built = TypeVar("Built")
TABLES = """
    SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND relname <> 'alembic_version' ORDER BY relname
"""
NUMBERS = """
    SELECT sequencename, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL
"""


class SqliteRows:
    """The rows of a database file, kept as a file beside the template."""

    def __init__(self, url: str, template: Path, name: str) -> None:
        self._path, self._template = Path(url.removeprefix("sqlite:///")), template
        self._kept = template.with_name(f"{name}.sqlite")

    def is_fresh(self) -> bool:
        """Tell whether nothing was written yet."""
        return filecmp.cmp(self._path, self._template, shallow=False)

    def keep(self) -> None:
        """Keep every row there is."""
        _copy(self._path, self._kept)

    def put_back(self) -> None:
        """Put the rows into the fresh database, which nobody has open."""
        _copy(self._kept, self._path)


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as full, closing(sqlite3.connect(target)) as into:
        full.backup(into)


class PostgresRows:
    """The rows of a database, kept in memory as PostgreSQL copies them."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._rows: dict[str, bytes] = {}
        self._numbers: list[tuple[str, int]] = []

    def is_fresh(self) -> bool:
        """Tell whether no row was numbered yet."""
        with psycopg.connect(self._url) as connection:
            return not connection.execute(NUMBERS).fetchall()

    def keep(self) -> None:
        """Keep every row there is."""
        with psycopg.connect(self._url) as connection:
            self._numbers = list(connection.execute(NUMBERS))
            for (table,) in connection.execute(TABLES).fetchall():
                order = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
                with connection.cursor().copy(order) as out:
                    self._rows[table] = b"".join(bytes(part) for part in out)

    def put_back(self) -> None:
        """Put the rows into the fresh database."""
        with psycopg.connect(self._url) as connection:
            connection.execute("SET LOCAL session_replication_role = replica")
            for table, rows in self._rows.items():
                if rows:
                    order = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(table))
                    with connection.cursor().copy(order) as into:
                        into.write(rows)
            connection.cursor().executemany(
                "SELECT setval(format('public.%%I', %s::text)::regclass, %s)", self._numbers
            )


@dataclass
class Kept:
    """What was built, what the world had counted up to then, and when it was."""

    rows: SqliteRows | PostgresRows
    built: object
    world: World
    numbers: object
    at: datetime


class Once:
    """`once(build, world)` gives what `build(world)` gives, and builds it the first time alone.

    It must make nothing but rows and what it returns. Where the database is not fresh, or the test
    set the clock, it is built anew.
    """

    def __init__(
        self, url: str, template: Path | None, kept: dict[str, Kept], clocks: ExitStack
    ) -> None:
        self._url, self._template, self._kept, self._clocks = url, template, kept, clocks

    def __call__(self, build: Callable[[World], Built], world: World) -> Built:
        name = f"{build.__module__}.{build.__qualname__}"
        found = self._kept.get(name + self._url)
        rows = found.rows if found else self._rows(name)
        _let_go(world.app)
        if time_machine.escape_hatch.is_travelling() or not rows.is_fresh():
            return build(world)
        if found is None:
            built = build(world)
            _let_go(world.app)
            rows.keep()
            same = {id(world): world, id(world.app): world.app}
            self._kept[name + self._url] = Kept(
                rows, copy.deepcopy(built, same), world, copy.copy(world.numbers), clock.now()
            )
            return built
        rows.put_back()
        self._clocks.enter_context(time_machine.travel(found.at))
        world.numbers = copy.copy(found.numbers)  # type: ignore[assignment] # a count copies as itself
        other = {id(found.world): world, id(found.world.app): world.app}
        return copy.deepcopy(found.built, other)  # type: ignore[return-value] # of the kind asked for

    def _rows(self, name: str) -> SqliteRows | PostgresRows:
        if self._template is None:
            return PostgresRows(self._url)
        return SqliteRows(self._url, self._template, name)


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(scope="session")
def kept_worlds() -> dict[str, Kept]:
    """What this process has built so far."""
    return {}


@pytest.fixture
def once(
    request: pytest.FixtureRequest, database_url: str, kept_worlds: dict[str, Kept]
) -> Iterator[Once]:
    """What many tests begin with."""
    on_file = database_url.startswith("sqlite")
    template = request.getfixturevalue("migrated_sqlite") if on_file else None
    with ExitStack() as clocks:
        yield Once(database_url, template, kept_worlds, clocks)
