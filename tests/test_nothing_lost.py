"""What was acknowledged stays, whatever happens to the process or the disk."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from recognition.app import create_app
from recognition.database import db
from recognition.mail.queries import count_letters
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.test_commands import run, server
from tests.visitor import Gone, Visitor

pytestmark = pytest.mark.long


def ask_until_nobody_answers(base: str, told: list[str]) -> None:
    """Ask for links for made-up addresses, one after another; note each that was acknowledged."""
    with closing(Visitor(base)) as visitor, suppress(Gone):
        visitor.get("/sign-in")
        for number in range(10_000):
            address = f"somebody{number}@example.org"
            visitor.post("/sign-in", {"email": address}).must_be(302)
            told.append(address)


@pytest.mark.parametrize("after", [3, 11])
def test_killing_the_server_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, after: int
) -> None:
    assert run(tmp_path, "upgrade").returncode == 0
    told: list[str] = []
    with server(tmp_path).serving() as served:
        asking = threading.Thread(target=ask_until_nobody_answers, args=(served.url, told))
        asking.start()
        while len(told) < after and asking.is_alive():
            time.sleep(0.002)
        served.kill()
        asking.join()
    assert len(told) >= after
    assert run(tmp_path, "check").returncode == 0
    with closing(sqlite3.connect(tmp_path / "commands.sqlite")) as database:
        kept = {address for (address,) in database.execute("SELECT to_address FROM letter")}
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert set(told) <= kept
    assert len(kept) <= len(told) + 1  # at most the one in flight
    with server(tmp_path).serving() as served, closing(Visitor(served.url)) as visitor:
        visitor.get("/sign-in").must_be(200)


@pytest.fixture
def on_a_small_disk(
    migrated_sqlite: Path, tmp_path: Path
) -> Iterator[tuple[Flask, dict[str, int]]]:
    """An application whose database may grow by as many pages as the second one says."""
    file = tmp_path / "small.sqlite"
    shutil.copyfile(migrated_sqlite, file)
    app = create_app(settings_for(f"sqlite:///{file}"), TESTING=True)
    room = {"pages": 2}
    with closing(sqlite3.connect(file)) as database:
        [(now,)] = database.execute("PRAGMA page_count").fetchall()
    with app.app_context():

        @event.listens_for(db.engine, "checkout")
        def limit(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
            connection.execute(f"PRAGMA max_page_count = {now + room['pages']}")

    yield app, room
    with app.app_context():
        db.engine.dispose()


def test_a_full_disk_answers_503_keeps_what_was_acknowledged_and_recovers_by_itself(
    on_a_small_disk: tuple[Flask, dict[str, int]],
) -> None:
    app, room = on_a_small_disk
    client = PageClient(app)
    token = client.token("/sign-in")
    answers = []
    for number in range(200):
        form = {"csrf_token": token, "email": f"{'x' * 60}{number}@example.org"}
        answers.append(client.post("/sign-in", data=form))
        if answers[-1].status_code != 302:
            break
    assert answers[-1].status_code == 503
    assert "We cannot save anything just now" in answers[-1].text
    assert len(answers) > 1
    with app.app_context():
        assert count_letters() == len(answers) - 1
    assert client.get("/sign-in").status_code == 200  # reading goes on
    room["pages"] = 1_000
    assert client.post("/sign-in", data=form).status_code == 302
    with app.app_context():
        assert count_letters() == len(answers)
