"""Pages that are the same for every visitor are made once, and never tell yesterday's news."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask, template_rendered
from flask_wtf.csrf import generate_csrf

from recognition.database import db, transaction
from recognition.kept_pages import kept_for_visitors
from recognition.people.models import Organisation
from recognition.people.queries import host
from recognition.remembering import kept_while_true
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PUBLIC = ("/", "/help", "/winners", "/winners/roll", "/resources")


@contextmanager
def pages_made(app: Flask) -> Iterator[list[str]]:
    """Collect the names of templates that are filled in."""
    made: list[str] = []

    def note(_sender: object, template: object, **_extra: object) -> None:
        made.append(str(getattr(template, "name", "")))

    with template_rendered.connected_to(note, app):
        yield made


@pytest.mark.parametrize("path", PUBLIC)
def test_a_page_for_visitors_is_made_once_and_one_statement_says_that_it_is_true(
    app: Flask, client: PageClient, world: World, count_queries: QueryCounter, path: str
) -> None:
    world.scheme(name="Kindness awards")
    first = client.get(path)
    with pages_made(app) as made, count_queries() as statements:
        second = app.test_client().get(path)
    assert (made, len(statements)) == ([], 1)
    assert (second.data, second.headers["Cache-Control"]) == (first.data, "no-store")
    with pages_made(app) as made:
        client.get(f"{path}?page=2")
    assert len(made) == 1, "another address is another page"


@pytest.mark.parametrize("path", PUBLIC)
def test_whoever_signed_in_and_whoever_reads_welsh_get_pages_of_their_own(
    client: PageClient, world: World, path: str
) -> None:
    person = world.person("Tendai Moyo")
    visitors = client.get(path).text
    assert "Tendai Moyo" not in visitors
    assert "Tendai Moyo" in client.sign_in(person).get(path).text
    with client.session_transaction() as session:
        session.clear()
    assert client.get(path).text == visitors
    welsh = client.get(path, headers={"Accept-Language": "cy"})
    assert welsh.headers["Content-Language"] == "cy"
    assert '<html lang="cy"' in welsh.text


def test_what_changes_shows_at_the_next_look(app: Flask, client: PageClient, world: World) -> None:
    world.organisation("Kiln Trust")
    assert "Kiln Trust" in client.get("/").text
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Organisation).values(name="Larch Trust"))
    page = client.get("/").text
    assert "Larch Trust" in page
    assert "Kiln Trust" not in page


def test_a_round_opens_and_closes_on_a_page_that_was_kept(client: PageClient, world: World) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        day = timedelta(days=1)
        world.round(world.scheme(name="Kindness awards"), opens_in=day, closes_in=2 * day)
        for seconds, is_shown in ((-1, False), (0, True)):
            clock.move_to(NOON + day + timedelta(seconds=seconds))
            assert ("Kindness awards" in client.get("/").text) is is_shown
        for seconds, is_shown in ((0, True), (0.9, True), (1, False)):  # the last second is whole
            clock.move_to(NOON + 2 * day + timedelta(seconds=seconds))
            assert ("Kindness awards" in client.get("/").text) is is_shown


def test_a_page_with_something_of_one_visitor_on_it_is_not_kept(app: Flask) -> None:
    made = []

    def page() -> str:
        made.append("anew")
        return str(generate_csrf())

    shown = kept_for_visitors(page)
    tokens = set()
    for _time in range(2):
        with app.test_request_context("/help"):
            tokens.add(shown())
    assert (len(tokens), made) == (2, ["anew", "anew"])


def test_what_reads_anything_else_is_made_anew_each_time(app: Flask, world: World) -> None:
    world.organisation("Kiln Trust")
    made = []

    def from_host() -> int:
        return 1 if host() else 0

    def from_remembered() -> int:
        made.append("remembered")
        return from_host()

    def from_rows() -> int:
        made.append("rows")
        return from_host() + len(db.session.scalars(sa.select(Organisation.id)).all())

    def breaks() -> int:
        made.append("breaks")
        host()
        raise LookupError

    for _time in range(2):
        with app.app_context():
            assert kept_while_true("remembered", 1, from_remembered, most=1) == 1
            assert kept_while_true("rows", 1, from_rows, most=1) == 2
            with pytest.raises(LookupError):
                kept_while_true("breaks", 1, breaks, most=1)
    assert made == ["remembered", "rows", "breaks", "rows", "breaks"]
