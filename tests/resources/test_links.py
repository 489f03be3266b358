"""The worker looks at the links of the library, and administrators see what it found."""

import dataclasses
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.resources import actions
from recognition.resources.actions.checking_links import LINKS_A_ROUND
from recognition.resources.models import OutsideLink
from recognition.resources.rules import CHECKED, Entry
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.resources.web import HERE, Web, site
from tests.world import World


@pytest.fixture
def web() -> Iterator[Web]:
    with site() as found:
        yield found


@pytest.fixture
def allowed(app: Flask) -> Flask:
    """The application of an installation that lets its worker call outside."""
    app.config["SETTINGS"] = dataclasses.replace(app.config["SETTINGS"], check_links=True)
    return app


def add(app: Flask, title: str, link: str, more: tuple[tuple[str, str], ...] = ()) -> str:
    with app.app_context():
        entry = Entry(title, "guide", "S.", "L.", link=link, link_state=CHECKED, more_links=more)
        return actions.add(entry, actor=None)


def check(app: Flask, web: Web) -> int:
    """Let the worker look; every name leads to the test's own server."""
    with app.app_context():
        return actions.check_links(
            guard=lambda address, _port: address == HERE,
            resolve=lambda host, _port: ["10.0.0.1"] if host == "inside.example.org" else [HERE],
        )


def links(app: Flask) -> dict[str, OutsideLink]:
    with app.app_context():
        return {row.address: row for row in db.session.scalars(select(OutsideLink))}


def there(web: Web, path: str = "/page") -> str:
    web.pages[path] = (200, {})
    return f"http://site.example.org:{web.port}{path}"


def test_nothing_calls_outside_unless_the_settings_allow_it(app: Flask, web: Web) -> None:
    add(app, "Cards", there(web))
    assert check(app, web) == 0
    assert web.asked == []
    assert links(app) == {}


def test_what_the_worker_found_is_kept_and_shown_to_administrators(
    allowed: Flask, web: Web, client: PageClient, world: World
) -> None:
    slug = add(allowed, "Cards", there(web))
    assert check(allowed, web) == 1
    link = links(allowed)[there(web)]
    assert (link.outcome, link.status, link.misses) == ("reached", 200, 0)
    client.sign_in(world.administrator())
    today = clock.spoken_date(clock.now())
    assert f"Reached on {today}." in client.get(f"/manage/resources/{slug}").text
    assert f"Reached on {today}." in client.get("/manage/resources").text


def test_a_link_is_called_broken_after_three_days_and_says_since_when(
    allowed: Flask, web: Web, client: PageClient, world: World
) -> None:
    slug = add(allowed, "Cards", f"http://site.example.org:{web.port}/gone")
    page = f"/manage/resources/{slug}"
    administrator, start = world.administrator(), clock.now()
    for days in range(3):
        with time_machine.travel(start + timedelta(days=days, minutes=days), tick=True):
            assert check(allowed, web) == 1
            text = client.sign_in(administrator).get(page).text
            assert ("Broken" in text) == (days == 2)
            listed = client.get("/manage/resources?show=links").text
            assert ("Cards" in listed.split("<main")[1]) == (days == 2)
    assert f"Not reached since {clock.spoken_date(start)}." in text


def test_a_link_that_moved_says_where_to(
    allowed: Flask, web: Web, client: PageClient, world: World
) -> None:
    new = there(web, "/new")
    web.redirects("/old", new, 301)
    slug = add(allowed, "Cards", f"http://site.example.org:{web.port}/old")
    check(allowed, web)
    client.sign_in(world.administrator())
    assert f"Moved to {new}" in client.get(f"/manage/resources/{slug}").text
    assert "Cards" in client.get("/manage/resources?show=links").text.split("<main")[1]


def test_a_link_that_leads_inside_is_never_followed_and_says_so(
    allowed: Flask, web: Web, client: PageClient, world: World
) -> None:
    slug = add(allowed, "Cards", "http://inside.example.org/")
    assert check(allowed, web) == 1
    assert web.asked == []
    client.sign_in(world.administrator())
    assert "where this server does not go" in client.get(f"/manage/resources/{slug}").text


def test_a_few_links_are_looked_at_in_one_round_and_each_once(allowed: Flask, web: Web) -> None:
    addresses = [there(web, f"/{n}") for n in range(LINKS_A_ROUND + 1)]
    add(allowed, "One", addresses[0], (("More", addresses[1]), ("No address", "")))
    for n in range(2, LINKS_A_ROUND + 1):
        add(allowed, f"Other {n}", addresses[n])
    add(allowed, "The same again", addresses[0])
    assert check(allowed, web) == LINKS_A_ROUND
    assert check(allowed, web) == 1
    assert check(allowed, web) == 0
    assert len(web.asked) == len(addresses)


def test_two_workers_never_look_at_one_link_and_a_dead_ones_comes_up_again(
    allowed: Flask, web: Web
) -> None:
    add(allowed, "Cards", there(web))
    meanwhile: list[int] = []

    def guard(_address: str, _port: int) -> bool:
        meanwhile.append(check(allowed, web))  # another worker, while this one waits for the web
        with time_machine.travel(clock.now() + timedelta(minutes=11), tick=True):
            meanwhile.append(check(allowed, web))  # as far as that one knows, this one is dead
        return True

    with allowed.app_context():
        assert actions.check_links(guard=guard, resolve=lambda _host, _port: [HERE]) == 1
    assert meanwhile == [0, 1]


def test_workers_side_by_side_look_at_each_link_once(allowed: Flask, web: Web) -> None:
    paths = [f"/{n}" for n in range(LINKS_A_ROUND)]
    for path in paths:
        add(allowed, path, there(web, path))
    gate, counts = threading.Barrier(4), []

    def work() -> None:
        gate.wait(timeout=20)
        counts.append(check(allowed, web))

    threads = [threading.Thread(target=work) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sum(counts) == LINKS_A_ROUND
    assert sorted(path for _method, path, _host in web.asked) == paths


def test_a_link_that_nobody_leads_to_any_more_is_forgotten(allowed: Flask, web: Web) -> None:
    slug = add(allowed, "Cards", there(web))
    check(allowed, web)
    with allowed.app_context():
        actions.hide(slug, actor=None)
    check(allowed, web)
    assert links(allowed) == {}


def test_no_page_calls_outside(allowed: Flask, web: Web, client: PageClient, world: World) -> None:
    slug = add(allowed, "Cards", there(web))
    client.get(f"/resources/{slug}")
    client.sign_in(world.administrator())
    client.get("/manage/resources")
    client.get(f"/manage/resources/{slug}")
    assert web.asked == []


@pytest.mark.parametrize("show", ["all", "due", "links", "unowned"])
def test_the_managed_list_asks_the_database_equally_often_for_one_and_three(
    allowed: Flask,
    web: Web,
    client: PageClient,
    world: World,
    count_queries: QueryCounter,
    show: str,
) -> None:
    client.sign_in(world.administrator())
    path = f"/manage/resources?show={show}"
    add(allowed, "One", f"http://site.example.org:{web.port}/old")
    client.get(path)
    with count_queries() as one:
        client.get(path)
    add(allowed, "Two", there(web))
    add(allowed, "Three", there(web, "/3"))
    with count_queries() as three:
        client.get(path)
    assert len(one) == len(three)
