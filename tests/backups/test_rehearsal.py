"""A backup made while people write, restored in a new place: what a trust should rehearse."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask

from recognition import clock
from recognition.demo import actions as demonstration
from recognition.schemes.queries import RoundCard
from tests.backups.installation import Installation
from tests.world import World

pytestmark = pytest.mark.long

Elsewhere = Callable[[], Installation]


@contextmanager
def somebody_sending(world: World, round_: RoundCard, sent: list[str]) -> Iterator[None]:
    """Have a colleague send one nomination after another; each is noted once it is acknowledged."""
    nominee, nominator = world.person(), world.person()
    stop, problems = threading.Event(), list[BaseException]()

    def send() -> None:
        try:
            while not stop.is_set():
                sent.append(world.nomination(round_, nominee=nominee, nominator=nominator))
        except BaseException as problem:  # told by the thread that waits for this one
            problems.append(problem)

    thread = threading.Thread(target=send)
    thread.start()
    try:
        while len(sent) < 2 and thread.is_alive():
            thread.join(0.01)
        yield
    finally:
        stop.set()
        thread.join()
    assert problems == []


def test_a_backup_made_while_somebody_sends_nominations_holds_all_that_was_acknowledged(
    app: Flask, world: World, here: Installation, elsewhere: Elsewhere
) -> None:
    with app.app_context():
        demonstration.fill(clock.now())
    world.administrator()
    round_ = world.round()
    sent: list[str] = []
    with somebody_sending(world, round_, sent):
        before = list(sent)
        made = here.run("backup", here.backup)
        during = len(sent) - len(before)
    assert made.code == 0, made
    assert during > 0  # or nobody wrote meanwhile
    new = elsewhere()
    restored = new.say("restore", here.backup)
    assert restored.code == 0, restored
    checked = new.run("check")
    assert (checked.code, checked.out[-1]) == (0, "All is well.")
    kept = "".join(new.rows()["nomination"])
    assert [reference for reference in before if reference not in kept] == []
    assert made.out[0].partition("migration")[2] == restored.out[0].partition("migration")[2]


def test_a_quiet_backup_restores_every_row_of_every_table(
    app: Flask, here: Installation, elsewhere: Elsewhere
) -> None:
    with app.app_context():
        demonstration.fill(clock.now())
    assert here.say("backup", here.backup).code == 0
    new = elsewhere()
    assert new.say("restore", here.backup).code == 0
    rows = here.rows()
    assert len(rows["nomination"]) > 10
    assert new.rows() == rows


@pytest.mark.parametrize("journal", ["TRUNCATE", "WAL"])
def test_constant_writing_neither_keeps_a_backup_from_ending_nor_loses_a_write(
    here_on_sqlite: Installation, journal: str
) -> None:
    here = here_on_sqlite
    written, problems = [], []
    with closing(sqlite3.connect(here.file, isolation_level=None)) as database:
        database.execute(f"PRAGMA journal_mode = {journal}")
        database.execute("CREATE TABLE much (words BLOB)")
        database.execute("INSERT INTO much SELECT zeroblob(60000000)")
        database.execute("CREATE TABLE written (number INTEGER)")
        stop = threading.Event()

        def write() -> None:
            try:
                with closing(sqlite3.connect(here.file, isolation_level=None)) as mine:
                    mine.execute("PRAGMA busy_timeout = 10000")
                    mine.execute("PRAGMA synchronous = OFF")
                    while not stop.wait(0.002):
                        mine.execute("INSERT INTO written VALUES (?)", (len(written),))
                        written.append(len(written))
            except sqlite3.Error as problem:
                problems.append(problem)

        writer = threading.Thread(target=write)
        writer.start()
        before = len(written)
        made = here.run("backup", here.backup)
        stop.set()
        writer.join()
        assert (made.code, problems) == (0, [])
        assert database.execute("PRAGMA journal_mode").fetchone() == (journal.lower(),)
    with closing(sqlite3.connect(here.backup)) as copy:
        found = [number for (number,) in copy.execute("SELECT number FROM written")]
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert before <= len(found) < len(written)
    assert found == written[: len(found)]
    assert here.left() == [here.backup.name]  # one file, without a log beside it
