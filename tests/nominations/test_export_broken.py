"""A file that leaves while it is made: it is whole, or whoever takes it sees that it is not."""

import http.client
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import psycopg
import pytest
from flask import Flask
from sqlalchemy import delete, event, select
from sqlalchemy.exc import OperationalError
from waitress.server import create_server
from waitress.wasyncore import close_all

from recognition import clock, patience
from recognition.audit import queries as audit
from recognition.database import db, transaction
from recognition.nominations import actions
from recognition.nominations.actions.exporting import london
from recognition.nominations.models import Answer, Nomination
from recognition.nominations.queries import exporting
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from recognition.schemes.queries import RoundCard
from tests.page_client import PageClient
from tests.world import World

NOT_WHOLE = "This file is not whole"


@pytest.fixture(autouse=True)
def one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every nomination is a part of its own."""
    monkeypatch.setattr(exporting, "AT_ONCE", 1)


@pytest.fixture
def administrator(world: World) -> PersonCard:
    return world.granted(ADMINISTRATOR)


@pytest.fixture
def round_(world: World) -> RoundCard:
    return world.round()


@contextmanager
def served(app: Flask) -> Iterator[tuple[str, int]]:
    """Serve the application as it is served in earnest; yield where."""
    sockets: dict[int, object] = {}
    listening = socket.create_server(("127.0.0.1", 0))
    server = create_server(app, map=sockets, sockets=[listening], threads=1)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield listening.getsockname()
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: close_all(sockets))
        thread.join(20)


@contextmanager
def one_goes_meanwhile(app: Flask, reference: str) -> Iterator[None]:
    """Delete a nomination when the second part of a file is about to be read."""
    parts = []
    with app.app_context():
        engine = db.engine

    def note(_conn: object, _cur: object, statement: str, *_rest: object) -> None:
        if "json_each" in statement or "unnest" in statement:
            parts.append(statement)
            if len(parts) == 2:
                erase(app, reference)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", note)


def erase(app: Flask, reference: str) -> None:
    with app.app_context(), transaction() as session:
        one = select(Nomination.id).where(Nomination.reference == reference).scalar_subquery()
        session.execute(delete(Answer).where(Answer.nomination_id == one))
        session.execute(delete(Nomination).where(Nomination.reference == reference))


def ask(
    client: PageClient, round_: RoundCard, address: tuple[str, int], *, version: int = 11
) -> http.client.HTTPResponse:
    """Ask for the file over a real connection, and return the answer unread."""
    page = f"/manage/schemes/{round_.scheme.slug}/rounds/{round_.slug}"
    token, cookie = client.token(page), client.get_cookie("recognition")
    assert cookie is not None
    connection = http.client.HTTPConnection(*address, timeout=20)
    # the library speaks HTTP/1.1 alone, unless attributes of its own, without types, say otherwise
    connection._http_vsn = version  # type: ignore[attr-defined] # as above
    connection._http_vsn_str = f"HTTP/{version // 10}.{version % 10}"  # type: ignore[attr-defined] # as above
    connection.request(
        "POST",
        f"{page}/nominations.csv",
        urlencode({"csrf_token": token}),
        {
            "Host": f"{address[0]}:{address[1]}",
            "Cookie": f"recognition={cookie.value}",
            "Content-Type": "application/x-www-form-urlencoded",
        },
    )
    return connection.getresponse()


def test_a_file_that_breaks_off_is_seen_to_be_broken(
    app: Flask, client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    first, _second, third = (world.nomination(round_, accepted=False) for _each in range(3))
    client.sign_in(administrator)
    with served(app) as address:
        whole = ask(client, round_, address)
        assert whole.getheader("Transfer-Encoding") == "chunked"
        assert whole.read().count(b"\r\n") == 4
        with one_goes_meanwhile(app, third):
            broken = ask(client, round_, address)
            with pytest.raises(http.client.IncompleteRead) as cut:
                broken.read()
    assert first in cut.value.partial.decode()
    assert NOT_WHOLE not in cut.value.partial.decode()


def test_where_the_end_says_nothing_the_file_says_that_it_is_not_whole(
    app: Flask, client: PageClient, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    first, _second, third = (world.nomination(round_, accepted=False) for _each in range(3))
    client.sign_in(administrator)
    with served(app) as address:
        whole = ask(client, round_, address, version=10).read().decode()
        with one_goes_meanwhile(app, third):
            broken = ask(client, round_, address, version=10).read().decode()
    assert third in whole
    assert NOT_WHOLE not in whole
    assert first in broken
    assert NOT_WHOLE in broken.splitlines()[-1]


def test_the_rows_are_those_of_the_start_and_as_many_as_the_trail_says(
    app: Flask, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    references = [world.nomination(round_) for _each in range(3)]
    actor = world.viewer(administrator)
    with app.app_context():
        parts = actions.export_nominations(round_.id, actor=actor)
        head = next(parts)
        [entry] = audit.entries_about("nomination.exported", ("round", round_.id))
        highest = db.session.scalar(
            select(Nomination.id).where(Nomination.reference == references[-1])
        )
    later = world.nomination(round_)  # written while the file waits to be taken: nobody waits
    rows = [part.decode() for part in parts]
    assert head.startswith(b"\xef\xbb\xbfreference,")
    assert [row.partition(",")[0] for row in rows] == references
    assert later not in "".join(rows)
    assert (entry.details["rows"], entry.details["highest"]) == (3, highest)


def test_a_file_waits_for_a_silent_postgresql_no_longer_than_a_page(
    app: Flask,
    world: World,
    round_: RoundCard,
    administrator: PersonCard,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    world.nomination(round_)
    actor = world.viewer(administrator)
    monkeypatch.setattr(patience, "SILENT_SECONDS", 0.3)
    with app.app_context():
        engine = db.engine
        parts = actions.export_nominations(round_.id, actor=actor)
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite answers or says that it cannot")

    def say_nothing(_conn: object, cursor: psycopg.Cursor, statement: str, *_rest: object) -> None:
        if "unnest" in statement:
            cursor.execute("SELECT pg_sleep(20)")

    next(parts)
    event.listen(engine, "before_cursor_execute", say_nothing)
    try:
        with pytest.raises(OperationalError, match="wait timeout"):
            next(parts)
    finally:
        event.remove(engine, "before_cursor_execute", say_nothing)


def test_an_empty_round_is_a_file_with_a_heading(
    app: Flask, world: World, round_: RoundCard, administrator: PersonCard
) -> None:
    actor = world.viewer(administrator)
    with app.app_context():
        [head] = actions.export_nominations(round_.id, actor=actor)
        [entry] = audit.entries_about("nomination.exported", ("round", round_.id))
    assert head.endswith(b"withdrawn_at\r\n")
    assert (entry.details["rows"], entry.details["highest"]) == (0, 0)


@pytest.mark.parametrize("hours", [0, 4_000, 6_000])
def test_times_are_those_of_a_london_clock_on_both_databases(hours: int) -> None:
    instant = datetime(2026, 3, 29, 0, 59, 7, 5_000, tzinfo=UTC) + timedelta(hours=hours)
    for minutes in (0, 1, 61):
        then = instant + timedelta(minutes=minutes)
        shown = clock.in_london(then).isoformat(timespec="seconds")
        assert london(then) == london(f"{then:%Y-%m-%d %H:%M:%S.%f}") == shown
