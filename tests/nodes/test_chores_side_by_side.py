"""Any number of workers do what one alone would have done: no letter and no entry twice."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from recognition.app import CHORES, create_app
from recognition.database import db
from recognition.hall import checks
from tests.databases import PostgresServer
from tests.nodes.side_by_side import Did, Worker, at_once, done_since, one_after, so_far, stands_now
from tests.nodes.work_waiting import fill_with_work, move_what_waits
from tests.settings import settings_for

pytestmark = [pytest.mark.long, pytest.mark.timeout(900)]  # its own patience ends before

START = datetime(2026, 11, 30, 9, tzinfo=UTC)
DAYS = (0, 1, 9, 900)
"""When the worker comes by; the last time long after much was to be let go of."""
Act = Callable[[Worker, Worker, Callable[[], object]], object]
WITHOUT_A_TRACE = {"forget_old_uploads", "calculate_results", "note_head", "check_links", "clean"}
"""Chores that write no letter and no entry."""
SUMS = {"rows", "problems"}
"""What is looked at after all chores of a day."""
Turn = tuple[int, str]
Came = dict[Turn, Did]


@pytest.fixture(scope="module")
def template(postgres_server: PostgresServer) -> Iterator[str]:
    """The name of a database in which something waits for every chore."""
    with postgres_server.named_database() as (name, url):
        app = create_app(settings_for(url), TESTING=True)
        try:
            with time_machine.travel(START, tick=False):
                fill_with_work(app)
        finally:
            let_go(app)
        yield name


def let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def run_through(server: PostgresServer, template: str, act: Act) -> tuple[Came, set[Turn]]:
    """Do every chore at each of the times; return what came of each, and which were at once."""
    found: Came = {}
    with server.named_database(template) as (_name, url):
        workers = [Worker(create_app(settings_for(url), TESTING=True)) for _number in range(2)]
        try:
            together = go_through(workers, act, found)
        finally:
            for worker in workers:
                let_go(worker.app)
    return found, together


def go_through(workers: list[Worker], act: Act, found: Came) -> set[Turn]:
    app, together = workers[0].app, set()
    for day in DAYS:
        with time_machine.travel(START + timedelta(days=day, hours=1), tick=False):
            if day:
                move_what_waits(app)
            for chore in CHORES:
                before = so_far(app)
                if act(*workers, chore):
                    together.add((day, chore.__name__))
                found[day, chore.__name__] = done_since(app, before)
            found[day, "rows"] = stands_now(app)
    with app.app_context():
        found[DAYS[-1], "problems"] = Counter((problem,) for problem in checks.problems())
    assert [worker.problems for worker in workers] == [[], []]
    return together


@pytest.fixture(scope="module")
def alone(postgres_server: PostgresServer, template: str) -> Came:
    """What one worker does."""
    return run_through(postgres_server, template, lambda one, _other, chore: one.does(chore))[0]


def test_something_waits_for_every_chore(alone: Came) -> None:
    busy = {name for (_day, name), did in alone.items() if did}
    assert busy - SUMS == {chore.__name__ for chore in CHORES} - WITHOUT_A_TRACE


@pytest.mark.parametrize("order", [at_once, one_after])
def test_two_workers_do_what_one_would_have_done(
    postgres_server: PostgresServer,
    template: str,
    alone: Came,
    order: Act,
) -> None:
    both, together = run_through(postgres_server, template, order)
    different = {
        key: (both[key] - did, did - both[key]) for key, did in alone.items() if both[key] != did
    }
    assert different == {}
    busy = {(day, name) for (day, name), did in alone.items() if did and name not in SUMS}
    assert busy - together == set()  # wherever there was something to do, both were about to do it
