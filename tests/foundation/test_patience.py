"""How long the database is waited for, and what becomes of a page when it has gone."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from recognition import patience
from recognition.access import anyone, open_to
from recognition.app import create_app
from recognition.database import db, transaction
from tests.databases import LEAVE, PostgresServer
from tests.page_client import PageClient
from tests.settings import settings_for


@pytest.fixture
def on_postgres(postgres_server: PostgresServer) -> Iterator[tuple[Flask, str]]:
    """An application on a PostgreSQL, and the address of its database."""
    with postgres_server.fresh_database() as url:
        app = create_app(settings_for(url), TESTING=True)
        yield app, url
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def test_a_page_that_is_made_is_shown_although_the_database_has_gone(
    on_postgres: tuple[Flask, str],
) -> None:
    app, url = on_postgres

    @app.get("/read")
    @open_to(anyone)
    def read() -> str:
        db.session.execute(text("SELECT 1"))
        with psycopg.connect(url, autocommit=True) as other:
            other.execute(LEAVE)
        return "<!doctype html><title>Here</title><h1>Here</h1>"

    client = PageClient(app)
    assert client.get("/read").status_code == 200
    assert client.get("/").status_code == 200  # on a new connection, without a page that says no


def test_postgresql_works_no_longer_for_a_page_that_gave_up(
    on_postgres: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, url = on_postgres
    monkeypatch.setattr(patience, "SILENT_SECONDS", 1.0)
    monkeypatch.setattr(patience, "CANCEL_SECONDS", 10.0)

    @app.get("/asks-much")
    @open_to(anyone)
    def ask() -> str:
        db.session.execute(text("SELECT pg_sleep(60)"))
        return "never"

    assert PageClient(app).get("/asks-much").status_code == 503
    working = "SELECT count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'"
    with psycopg.connect(url, autocommit=True) as other:
        for _each in range(50):
            if other.execute(working).fetchone() == (0,):
                return
            time.sleep(0.1)
    pytest.fail("it still sleeps")


def test_a_commit_is_not_called_back(
    on_postgres: tuple[Flask, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    app, url = on_postgres
    monkeypatch.setattr(patience, "SILENT_SECONDS", 1.0)
    with psycopg.connect(url, autocommit=True) as other:
        other.execute("CREATE TABLE slow (number integer)")
        other.execute(
            "CREATE FUNCTION sleeps() RETURNS trigger LANGUAGE plpgsql"
            " AS 'BEGIN PERFORM pg_sleep(4); RETURN NULL; END'"
        )
        other.execute(
            "CREATE CONSTRAINT TRIGGER at_the_end AFTER INSERT ON slow DEFERRABLE"
            " INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION sleeps()"
        )

        @app.get("/write")
        @open_to(anyone)
        def write() -> str:
            with transaction() as session:
                session.execute(text("INSERT INTO slow VALUES (1)"))
            return "written"

        assert PageClient(app).get("/write").status_code == 503
        for _each in range(100):
            if other.execute("SELECT count(*) FROM slow").fetchone() == (1,):
                return
            time.sleep(0.1)
    pytest.fail("what was being committed is not there")


def test_postgresql_is_waited_for_within_bounds(on_postgres: tuple[Flask, str]) -> None:
    app, _url = on_postgres
    with app.app_context():
        assert db.session.scalar(text("SHOW lock_timeout")) == "10s"


@pytest.mark.parametrize(
    ("setting", "ours"),
    [
        ("jit", "off"),
        ("max_parallel_workers_per_gather", "0"),
        ("plan_cache_mode", "force_custom_plan"),
        ("random_page_cost", "1.1"),
    ],
)
def test_postgresql_plans_for_small_answers_unless_the_address_says_otherwise(
    on_postgres: tuple[Flask, str], setting: str, ours: str
) -> None:
    app, url = on_postgres
    theirs = create_app(settings_for(f"{url}&options=-c%20work_mem%3D8MB"), TESTING=True)
    found = []
    for each in (app, theirs):
        with each.app_context():
            found.append(db.session.scalar(text(f"SHOW {setting}")))
            db.session.remove()
            db.engine.dispose()
    with psycopg.connect(url) as plain:
        shipped = plain.execute(f"SHOW {setting}").fetchone()
    assert (found[0], (found[1],)) == (ours, shipped)
    assert found[0] != found[1]


def test_after_one_waited_in_vain_the_next_hardly_waits_until_somebody_writes() -> None:
    waits = patience.Patience()
    assert waits.milliseconds() == patience.PATIENT_MS
    waits.was_in_vain()
    assert waits.milliseconds() == patience.HURRIED_MS
    waits.was_granted()
    assert waits.milliseconds() == patience.PATIENT_MS


def test_a_lock_that_was_waited_for_in_vain_is_remembered(
    migrated_sqlite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "locked.sqlite"
    file.write_bytes(migrated_sqlite.read_bytes())
    monkeypatch.setattr(patience, "PATIENT_MS", 300)
    app = create_app(settings_for(f"sqlite:///{file}"), TESTING=True)
    told: list[str] = []
    monkeypatch.setattr(patience.Patience, "was_in_vain", lambda _waits: told.append("in vain"))
    monkeypatch.setattr(patience.Patience, "was_granted", lambda _waits: told.append("granted"))
    with app.app_context(), closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"), transaction():
            pass
        assert told == ["in vain"]
        other.execute("ROLLBACK")
        with transaction():
            pass
        assert told == ["in vain", "granted"]
        db.engine.dispose()
