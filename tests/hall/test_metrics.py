"""The numbers that Prometheus reads: of requests, of the database, of letters and of chores."""

import logging
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import event, text

from recognition import clock
from recognition.access import anyone, open_to
from recognition.app import create_app
from recognition.config import from_environment
from recognition.database import db
from recognition.errors import Refused
from recognition.mail import actions
from recognition.mail.diary import Letters, run_of
from tests.conftest import QueryCounter
from tests.house.test_access import steady
from tests.page_client import PageClient
from tests.settings import SECRET, settings_for
from tests.world import World

TOKEN = "a-monitor-looks-in-every-fifteen-seconds-0123456789"
BEARER = {"Authorization": f"Bearer {TOKEN}"}
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
Numbers = Mapping[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
def measured(database_url: str) -> Iterator[Flask]:
    """An application of an installation that counts."""
    app = create_app(settings_for(database_url, metrics_token=TOKEN), TESTING=True)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def visitor(measured: Flask) -> PageClient:
    """Somebody who opens its pages."""
    return PageClient(measured)


def numbers(app: Flask) -> Numbers:
    """Ask as Prometheus does, and read the answer with its own reader."""
    answer = PageClient(app).get("/metrics", headers=BEARER)
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def number(found: Numbers, name: str, **labels: str) -> float:
    """Return one number; nothing counted yet is 0."""
    return found.get((f"recognition_{name}", frozenset(labels.items())), 0.0)


def requests(found: Numbers, rule: str, status: str = "2xx", method: str = "GET") -> float:
    return number(found, "requests_total", rule=rule, method=method, status=status)


def test_requests_are_counted_by_rule_method_and_kind_of_status(
    measured: Flask, visitor: PageClient
) -> None:
    before = numbers(measured)
    for _visit in range(3):
        visitor.get("/help")
    visitor.get("/thanks/a-private-code")
    visitor.send("/sign-in", {"email": "asha@example.org"})
    after = numbers(measured)
    assert requests(after, "/help") - requests(before, "/help") == 3
    assert requests(after, "/thanks/<code>", "4xx") == 1
    assert requests(after, "/sign-in") == 1
    assert (
        requests(after, "/sign-in", method="POST") + requests(after, "/sign-in", "3xx", "POST") == 1
    )
    timed = number(after, "request_seconds_count", rule="/help", method="GET")
    assert timed == 3
    assert number(after, "request_seconds_bucket", rule="/help", method="GET", le="+Inf") == 3
    assert number(after, "request_seconds_sum", rule="/help", method="GET") > 0


def test_every_unknown_path_and_method_is_counted_as_one(
    measured: Flask, visitor: PageClient
) -> None:
    for path in ("/canary-one", "/canary-two", "/help/canary-three"):
        assert visitor.get(path).status_code == 404
    visitor.open("/canary-four", method="CANARY")
    found = numbers(measured)
    assert requests(found, "none", "4xx") == 3
    assert requests(found, "none", "4xx", "other") == 1
    assert "canary" not in str(found).lower()


def test_a_page_that_breaks_is_counted_and_leaves_nothing_in_flight(measured: Flask) -> None:
    @open_to(anyone)
    def broken() -> str:
        raise RuntimeError("words")

    measured.add_url_rule("/broken", "broken", broken)
    assert PageClient(measured).get("/broken").status_code == 500
    found = numbers(measured)
    assert requests(found, "/broken", "5xx") == 1
    assert number(found, "requests_in_flight") == 1, "the one that asks"
    assert number(found, "unavailable_total") == 0


def test_who_shows_no_token_or_a_wrong_one_is_told_what_is_told_of_what_never_was(
    measured: Flask, visitor: PageClient, world: World
) -> None:
    visitor.sign_in(world.administrator())
    stranger = PageClient(measured)
    missing = stranger.get("/nothing-was-ever-here")
    missing_for_me = visitor.get("/nothing-was-ever-here")
    for shown in (
        None,
        "Bearer",
        "Bearer ",
        f"Basic {TOKEN}",
        f"Bearer {TOKEN[:-1]}",
        f"Bearer {TOKEN}x",
        f"Bearer {SECRET}",
        "Bearer ŵ".encode().decode("latin-1"),
    ):
        headers = {"Authorization": shown} if shown else {}
        answer = stranger.get("/metrics", headers=headers)
        assert (answer.status_code, answer.data) == (404, missing.data), shown
        assert sorted(answer.headers.keys()) == sorted(missing.headers.keys())
        mine = visitor.get("/metrics", headers=headers)
        assert (mine.status_code, steady(mine.text)) == (404, steady(missing_for_me.text))
    foreign = {"Host": "10.0.0.7:5000"}
    assert stranger.get("/metrics", headers=foreign).status_code == 400
    assert stranger.get("/nothing-was-ever-here", headers=foreign).status_code == 400
    assert stranger.get("/metrics", headers={**foreign, **BEARER}).status_code == 200


def test_without_the_setting_there_is_no_such_page(client: PageClient) -> None:
    missing = client.get("/nothing-was-ever-here")
    for headers in ({}, BEARER, {"Authorization": "Bearer "}):
        answer = client.get("/metrics", headers=headers)
        assert (answer.status_code, answer.data) == (404, missing.data)
        foreign = {**headers, "Host": "10.0.0.7:5000"}
        assert client.get("/metrics", headers=foreign).status_code == 400


def test_a_scrape_sets_no_cookie_is_not_kept_and_is_not_told_in_the_log(
    measured: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    monitor = PageClient(measured)
    with caplog.at_level(logging.INFO, "recognition"):
        for path in ("/metrics", "/health"):
            answer = monitor.get(path, headers=BEARER)
            assert "Set-Cookie" not in answer.headers
            assert answer.headers["Cache-Control"] == "no-store"
        assert monitor.head("/metrics", headers=BEARER).data == b""
        assert caplog.records == []
        monitor.get("/metrics")
        assert [record.status for record in caplog.records] == [404]


def test_a_monitor_may_ask_as_often_as_it_likes(measured: Flask) -> None:
    assert len({len(numbers(measured)) for _scrape in range(50)}) <= 2


def test_letters_and_workers_are_told_in_numbers(
    measured: Flask, app: Flask, count_queries: QueryCounter
) -> None:
    """`app` is another node on the same database: every node tells the same."""
    with time_machine.travel(START, tick=False), app.app_context():
        for _letter in range(3):
            actions.write(kind="test.letter", to_address="a@example.org", subject="s", body="b")
    with time_machine.travel(START + timedelta(minutes=5), tick=False):
        with app.app_context():
            assert actions.deliver_due(lambda _message: None, limit=1) == 1
            actions.sign_of_life()
        found = numbers(measured)
    assert number(found, "database_up") == 1
    assert number(found, "letters_sent_total") == 1
    assert number(found, "letters_waiting") == 2
    assert number(found, "letters_given_up") == 0
    assert number(found, "letters_oldest_waiting_seconds") == 300
    seen = (START + timedelta(minutes=5)).timestamp()
    assert number(found, "worker_seen_timestamp_seconds") == seen


def test_what_chores_came_to_is_told_by_their_names(measured: Flask, app: Flask) -> None:
    with time_machine.travel(START, tick=False), app.app_context():
        runs = [
            run_of("panel.calculate_results", START, START, milliseconds=2500),
            run_of("audit.note_head", START, START, milliseconds=0, problem="OSError"),
        ]
        actions.keep_diary(START, runs, Letters())
        found = numbers(measured)
    good, bad = {"chore": "panel.calculate_results"}, {"chore": "audit.note_head"}
    assert number(found, "chore_seconds", **good) == 2.5
    assert number(found, "chore_ended_timestamp_seconds", **good) == START.timestamp()
    assert number(found, "chore_runs_total", **good) == 1
    assert (
        number(found, "chore_errors_total", **good),
        number(found, "chore_errors_total", **bad),
    ) == (0, 1)
    assert (
        number(found, "chore_went_wrong", **good),
        number(found, "chore_went_wrong", **bad),
    ) == (0, 1)
    assert ("recognition_chore_errors_total", frozenset(good.items())) in found


def test_a_scrape_asks_the_database_equally_often_whatever_waits(
    app: Flask, count_queries: QueryCounter
) -> None:
    from recognition.hall.queries import figures

    counts = []
    for many in (1, 3):
        with app.app_context():
            for number_ in range(many):
                actions.write(kind="test.letter", to_address="a@example.org", subject="s", body="b")
                now = clock.now()
                run = run_of(f"a.{many}{number_}", now, now, milliseconds=1)
                actions.keep_diary(now, [run], Letters())
            with count_queries() as statements:
                assert len(figures(clock.now())) > 5
        counts.append(len(statements))
    assert counts == [2, 2]


def test_a_scrape_answers_while_the_database_is_away(tmp_path: Path) -> None:
    gone = f"sqlite:///{tmp_path}/nowhere/gone.sqlite"
    app = create_app(settings_for(gone, metrics_token=TOKEN), TESTING=True)
    assert PageClient(app).get("/").status_code == 503
    found = numbers(app)
    assert number(found, "database_up") == 0
    assert number(found, "unavailable_total") == 1
    assert requests(found, "/", "5xx") == 1
    assert number(found, "database_errors_total", kind="OperationalError") >= 2
    assert not [name for name, _labels in found if "letters" in name or "chore" in name]


def test_what_the_database_refuses_is_counted_by_kind(measured: Flask) -> None:
    before = numbers(measured)
    with measured.app_context(), pytest.raises(Exception, match="nothing_of_that_name"):
        db.session.execute(text("SELECT canary FROM nothing_of_that_name"))
    after = numbers(measured)

    def errors(found: Numbers) -> dict[Any, float]:
        return {
            labels: many for (name, labels), many in found.items() if "database_errors_t" in name
        }

    assert sum(errors(after).values()) == sum(errors(before).values()) + 1
    assert "canary" not in str(after)


@pytest.mark.parametrize(
    "token", ["short", "changeme" * 5, "a" * 40, SECRET, f"{TOKEN} {TOKEN}", TOKEN + "é"]
)
def test_a_token_is_long_random_and_of_its_own(token: str) -> None:
    with pytest.raises(Refused, match="RECOGNITION_METRICS_TOKEN should be at least 32"):
        from_environment(
            {
                "RECOGNITION_SECRET_KEY": SECRET,
                "RECOGNITION_BASE_URL": "http://localhost",
                "RECOGNITION_METRICS_TOKEN": token,
            }
        )


@pytest.mark.long
def test_a_monitor_is_answered_while_the_database_hangs_and_hears_when_it_is_back(
    measured: Flask,
) -> None:
    hung, back = threading.Semaphore(0), threading.Event()

    def hang(*_statement: object) -> None:
        hung.release()
        assert back.wait(60)

    with measured.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", hang)
    try:
        with ThreadPoolExecutor(3) as monitors:
            asked = [monitors.submit(PageClient(measured).get, "/health") for _each in range(2)]
            scrape = monitors.submit(numbers, measured)
            answers = [one.result() for one in asked]
        assert {answer.status_code for answer in answers} == {503}
        assert {answer.json["status"] for answer in answers} == {"unavailable"}
        assert number(scrape.result(), "database_up") == 0
        assert hung.acquire(blocking=False)
        assert hung.acquire(blocking=False)
        assert not hung.acquire(blocking=False), "one thread for both who asked the same"
    finally:
        back.set()
    assert number(numbers(measured), "database_up") == 1
    assert PageClient(measured).get("/health").status_code == 200
