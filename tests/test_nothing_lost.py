"""What was acknowledged stays, whatever happens to the process or the disk."""

import http.cookiejar
import re
import shutil
import sqlite3
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from recognition.app import create_app
from recognition.database import db
from recognition.mail.queries import count_letters
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.test_commands import run, serving

pytestmark = pytest.mark.long


def ask_until_nobody_answers(base: str, told: list[str]) -> None:
    """Ask for links for made-up addresses, one after another; note each that was acknowledged."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/sign-in").read().decode()
    token = re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0]
    for number in range(10_000):
        address = f"somebody{number}@example.org"
        form = urllib.parse.urlencode({"csrf_token": token, "email": address}).encode()
        try:
            browser.open(f"{base}/sign-in", form).read()
        except OSError:
            return
        told.append(address)


@pytest.mark.parametrize("after", [3, 11])
def test_killing_the_server_at_any_moment_loses_nothing_that_was_acknowledged(
    tmp_path: Path, after: int
) -> None:
    assert run(tmp_path, "upgrade").returncode == 0
    told: list[str] = []
    with serving(tmp_path) as (server, base):
        asking = threading.Thread(target=ask_until_nobody_answers, args=(base, told))
        asking.start()
        while len(told) < after and asking.is_alive():
            time.sleep(0.002)
        server.kill()
        asking.join()
    assert len(told) >= after
    assert run(tmp_path, "check").returncode == 0
    with closing(sqlite3.connect(tmp_path / "commands.sqlite")) as database:
        kept = {address for (address,) in database.execute("SELECT to_address FROM letter")}
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert set(told) <= kept
    assert len(kept) <= len(told) + 1  # at most the one in flight
    with serving(tmp_path) as (_server, base):
        assert urllib.request.urlopen(f"{base}/sign-in").status == 200


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
