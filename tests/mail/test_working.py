"""What workers keep of what they did: for each chore, and of themselves."""

import logging
import threading
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event

from recognition import clock
from recognition.app import CHORES, ERRANDS
from recognition.database import db, transaction
from recognition.mail import actions, queries
from recognition.mail.actions import working
from recognition.mail.diary import Letters, Work, added, how_many, is_alive, name_of, run_of
from recognition.mail.models import Worker
from recognition.mail.noting import Notes
from recognition.mail.post import by_smtp
from tests.conftest import QueryCounter
from tests.mail.mail_server import closed_port, mail_server
from tests.settings import settings_for
from tests.working import at_work
from tools.running import PATIENCE_SECONDS, until

START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


def run(*, minutes: int = 0, done: int = 0, problem: str = "") -> Work:
    """One run of a second, some minutes after the start."""
    began = START + minutes * MINUTE
    return run_of("a.b", began, began + SECOND, milliseconds=1000, done=done, problem=problem)


def kept(app: Flask) -> dict[str, Work]:
    with app.app_context():
        return {work.name: work for work in queries.works()}


def write(app: Flask, address: str = "asha@example.org") -> None:
    with app.app_context():
        actions.write(kind="test.letter", to_address=address, subject="Hello", body="Hello Asha")


def thank_three() -> int:
    return 3


def find_nothing() -> int:
    return 0


def stumble() -> int:
    raise KeyError("words of somebody")


def test_runs_of_a_chore_are_added_up() -> None:
    both = added(added(None, run(done=2)), run(minutes=1))
    assert (both.runs, both.failures) == (2, 0)
    assert both.began_at == START + MINUTE
    assert (both.did, both.did_at) == (2, START + SECOND)


def test_a_chore_went_wrong_until_it_is_done_without() -> None:
    wrong = added(run(done=1), run(minutes=1, problem="KeyError"))
    assert wrong.went_wrong
    assert (wrong.did, wrong.problem) == (1, "KeyError")
    well = added(wrong, run(minutes=2))
    assert not well.went_wrong
    assert (well.failures, well.problem, well.problem_at) == (
        1,
        "KeyError",
        START + MINUTE + SECOND,
    )


@pytest.mark.parametrize(("result", "many"), [(3, 3), (0, 0), (True, 1), (False, 0), (None, 0)])
def test_what_a_chore_returns_is_how_much_it_did(result: object, many: int) -> None:
    assert how_many(result) == many


def test_a_chore_is_called_by_its_room_and_its_name() -> None:
    assert "panel.calculate_results" in set(map(name_of, CHORES))
    names = list(map(name_of, (*CHORES, *ERRANDS)))
    assert len(set(names)) == len(names), "two chores of one name would be one row"


def test_a_worker_lives_for_two_minutes_after_it_was_seen() -> None:
    assert is_alive(START, START + 2 * MINUTE - SECOND)
    assert not is_alive(START, START + 2 * MINUTE)
    assert not is_alive(None, START)


def test_what_a_chore_came_to_is_kept(app: Flask) -> None:
    with time_machine.travel(START, tick=False):
        notes = Notes(app)
        notes.do(thank_three, name="thanks.three")
        notes.do(find_nothing, name="thanks.nothing")
        assert kept(app) == {}, "nothing is written while chores are done"
        notes.write()
    works = kept(app)
    assert (works["thanks.three"].did, works["thanks.three"].did_at) == (3, START)
    assert (works["thanks.nothing"].did, works["thanks.nothing"].did_at) == (None, None)
    assert {work.runs for work in works.values()} == {1}
    assert works["thanks.nothing"].ended_at == START


def test_runs_count_on_from_what_is_kept(app: Flask) -> None:
    for hour, chore in enumerate((thank_three, stumble, find_nothing)):
        with time_machine.travel(START + timedelta(hours=hour), tick=False):
            notes = Notes(app)
            notes.do(chore, name="a.b")
            notes.write()
    [work] = kept(app).values()
    assert (work.runs, work.failures, work.did, work.problem) == (3, 1, 3, "KeyError")
    assert work.did_at == START
    assert work.problem_at == START + timedelta(hours=1)
    assert work.ended_at == START + timedelta(hours=2)
    assert not work.went_wrong


def test_a_chore_that_raises_is_shown_and_the_others_go_on(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    done = threading.Event()

    def later_one() -> bool:
        done.set()
        return True

    chores = (stumble, later_one)
    with (
        caplog.at_level(logging.INFO, "recognition"),
        at_work(app, chores=chores, errands=(find_nothing,)),
    ):
        assert done.wait(PATIENCE_SECONDS)
    by_end = {name.rpartition(".")[2]: work for name, work in kept(app).items()}
    assert by_end["stumble"].went_wrong
    assert by_end["stumble"].problem == "KeyError"
    assert (by_end["later_one"].did, by_end["later_one"].failures) == (1, 0)
    assert by_end["find_nothing"].runs >= 1
    assert "words of somebody" not in caplog.text
    told = [record for record in caplog.records if record.name == "recognition.mail.noting"]
    assert [record.levelname for record in told] == ["WARNING", "INFO"]
    assert (told[0].problem, told[1].done) == ("KeyError", 1)


def test_a_round_of_chores_writes_once_and_an_idle_sweep_nothing(
    app: Flask, count_queries: QueryCounter
) -> None:
    swept = threading.Semaphore(0)

    def look() -> int:
        swept.release()
        return 0

    with mail_server() as server:
        settings = settings_for(app.config["SQLALCHEMY_DATABASE_URI"], mail_url=server.url)
        app.config["SETTINGS"] = settings
        idle = {"every": 0.01, "chores": (find_nothing,) * 3, "errands": (look,)}
        with count_queries() as statements, at_work(app, **idle):
            for _sweep in range(8):
                assert swept.acquire(timeout=PATIENCE_SECONDS)
            written = [one for one in statements if not one.startswith("SELECT")]
    # the worker says it lives, does its chores, and says so once: two rows are put, old ones go
    assert [one.split(maxsplit=3)[2] for one in written] == [
        "worker", "worker", "worker", "worker", "chore_run", "chore_run",
    ]  # fmt: skip


def test_two_workers_side_by_side_keep_both_what_they_did(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = threading.local()
    monkeypatch.setattr(working, "this_worker", lambda: names.mine)
    begin = threading.Barrier(2)
    problems: list[Exception] = []

    def work(name: str) -> None:
        names.mine = name
        notes = Notes(app)
        begin.wait(10)
        for _round in range(10):
            for chore in ("a.one", "a.two", "a.three") if name == "x:1" else ("a.three", "a.one"):
                notes.do(thank_three, name=chore)
            notes.write()
        if notes._works:
            problems.append(RuntimeError("not all was written"))

    threads = [threading.Thread(target=work, args=(name,)) for name in ("x:1", "y:2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert problems == []
    assert {name: work.runs for name, work in kept(app).items()} == {
        "a.one": 20, "a.two": 10, "a.three": 20,
    }  # fmt: skip
    with app.app_context():
        assert {one.name for one in queries.workers()} == {"x:1", "y:2"}


def test_a_worker_keeps_what_it_delivered_and_put_off(database_url: str, app: Flask) -> None:
    with mail_server() as server:
        server.refused.add("gone@example.org")
        app.config["SETTINGS"] = settings_for(database_url, mail_url=server.url)
        for address in ("asha@example.org", "gone@example.org", "bea@example.org"):
            write(app, address)
        with at_work(app):
            until(lambda: len(server.letters) == 2, "two letters")
    with app.app_context():
        [alive] = queries.workers()
        assert (alive.delivered, alive.put_off) == (2, 1)
        assert alive.name == working.this_worker()
        found = queries.figures(clock.now() + MINUTE)
        assert (found.delivered, found.due, found.with_problem) == (2, 1, 1)
        assert found.worker_seen_at == alive.seen_at
    assert kept(app)["mail.deliver_due"].did == 2


def test_while_the_database_is_away_nothing_is_lost_and_nothing_stops(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    notes = Notes(app)
    notes.do(thank_three, name="a.b")
    away = True

    def refuse(*_statement: object) -> None:
        if away:
            raise RuntimeError("gone")

    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", refuse)
    notes.write()
    assert "RuntimeError" in caplog.text
    away = False
    notes.do(thank_three, name="a.b")
    notes.write()
    assert kept(app)["a.b"].runs == 2


def test_workers_not_seen_for_a_day_are_forgotten_and_so_are_chores_nobody_does(
    app: Flask,
) -> None:
    def keep(at: datetime, name: str, *, seen: str) -> None:
        with time_machine.travel(at, tick=False), app.app_context():
            actions.keep_diary(at, [run_of(name, at, at, milliseconds=1)], Letters())
            with transaction() as session:
                row = session.get(Worker, working.this_worker())
                assert row is not None
                row.name = seen

    keep(START, "a.old", seen="old:1")
    keep(START + timedelta(hours=1), "a.new", seen="new:1")
    with app.app_context(), time_machine.travel(START + timedelta(hours=24, minutes=30)):
        actions.sign_of_life()
        assert {work.name for work in queries.works()} == {"a.old", "a.new"}, "none was done"
        actions.keep_diary(clock.now(), [run(minutes=24 * 60)], Letters())
        assert [one.name for one in queries.workers()] == [working.this_worker(), "new:1"]
        assert {work.name for work in queries.works()} == {"a.b", "a.new"}


def test_figures_of_letters_are_one_statement_whatever_there_is(
    app: Flask, count_queries: QueryCounter
) -> None:
    with app.app_context():
        with count_queries() as statements:
            empty = queries.figures(clock.now())
        assert len(statements) == 1
        assert (empty.due, empty.delivered, empty.oldest_due_at, empty.worker_seen_at) == (
            0, 0, None, None,
        )  # fmt: skip
    with time_machine.travel(START, tick=False):
        write(app)
        with app.app_context():
            actions.write(
                kind="test.letter", to_address="a@example.org", subject="s", body="b",
                due_at=START + timedelta(days=1),
            )  # fmt: skip
            actions.sign_of_life()
            with count_queries() as statements:
                found = queries.figures(START + MINUTE)
    assert len(statements) == 1
    assert (found.due, found.oldest_due_at, found.worker_seen_at) == (1, START, START)


def test_a_letter_given_up_counts_and_one_stopped_does_not(database_url: str, app: Flask) -> None:
    url = f"smtp://127.0.0.1:{closed_port()}"
    app.config["SETTINGS"] = settings_for(database_url, mail_url=url)
    write(app)
    write(app)
    with app.app_context():
        assert actions.take_back(2)
        at = clock.now()
        for _attempt in range(30):
            with time_machine.travel(at, tick=False):
                actions.deliver_due(by_smtp(url))
            at += timedelta(days=1)
        found = queries.figures(at)
    assert (found.given_up, found.due, found.delivered) == (1, 0, 0)
