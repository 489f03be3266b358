"""“Was this useful?”, asked without tracking anybody."""

import time_machine
from flask import Flask
from sqlalchemy import func, select

from recognition.audit.models import Entry as AuditEntry
from recognition.database import db
from recognition.resources import actions, queries
from recognition.resources.rules import Entry
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


def add(app: Flask, title: str = "Cards") -> str:
    with app.app_context():
        return actions.add(Entry(title, "guide", "A summary.", "Lines."), actor=None)


def said(app: Flask, slug: str) -> list[tuple[str, int, int]]:
    with app.app_context():
        return [(f"{m.month}", m.useful, m.not_really) for m in queries.said(slug)]


def test_two_buttons_count_by_month_and_say_thank_you(app: Flask, client: PageClient) -> None:
    slug = add(app)
    assert "Was this useful?" in client.get(f"/resources/{slug}").text
    with time_machine.travel("2026-10-31T23:59:00Z"):
        answer = client.post(f"/resources/{slug}/useful", data={"useful": "yes"})
        assert answer.status_code == 303
        assert "Thank you." in client.get(answer.location).text
    with time_machine.travel("2026-11-01T00:00:00Z"):
        client.post(f"/resources/{slug}/useful", data={"useful": "no"})
        client.post(f"/resources/{slug}/useful", data={"useful": "yes"})
    assert said(app, slug) == [("2026-11-01", 1, 1), ("2026-10-01", 1, 0)]


def test_the_month_is_the_month_in_london(app: Flask, client: PageClient) -> None:
    slug = add(app)
    with time_machine.travel("2026-06-30T23:30:00Z"):  # half past midnight on 1 July in London
        client.post(f"/resources/{slug}/useful", data={"useful": "yes"})
    assert said(app, slug) == [("2026-07-01", 1, 0)]


def test_saying_so_sets_no_cookie_and_leaves_no_trace_of_anybody(
    app: Flask, client: PageClient, world: World
) -> None:
    slug = add(app)
    with app.app_context():
        before = db.session.scalar(select(func.count()).select_from(AuditEntry))
    answers = [
        client.get(f"/resources/{slug}"),
        client.post(f"/resources/{slug}/useful", data={"useful": "yes"}),
        client.get(f"/resources/{slug}?thanks=1"),
    ]
    assert [answer.headers.getlist("Set-Cookie") for answer in answers] == [[], [], []]
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == before


def test_what_is_neither_yes_nor_no_counts_for_nothing(app: Flask, client: PageClient) -> None:
    slug = add(app)
    for data in ({}, {"useful": ""}, {"useful": "maybe"}):
        assert client.post(f"/resources/{slug}/useful", data=data).status_code == 303
    assert said(app, slug) == []


def test_another_site_cannot_press_the_button(app: Flask, client: PageClient) -> None:
    slug = add(app)
    for where in ("cross-site", "same-site", "none"):
        client.post(
            f"/resources/{slug}/useful",
            data={"useful": "yes"},
            headers={"Sec-Fetch-Site": where},
        )
    assert said(app, slug) == []


def test_a_resource_that_is_hidden_or_was_never_there_counts_nothing(
    app: Flask, client: PageClient
) -> None:
    slug = add(app)
    with app.app_context():
        actions.hide(slug, actor=None)
    for path in (f"/resources/{slug}/useful", "/resources/never/useful"):
        assert client.post(path, data={"useful": "yes"}).status_code == 404
    assert said(app, slug) == []


def test_nobody_presses_it_all_day(app: Flask, client: PageClient) -> None:
    slug, other = add(app), add(app, "Other")
    answers = [
        client.post(f"/resources/{slug}/useful", data={"useful": "yes"}).status_code
        for _time in range(31)
    ]
    assert answers == [303] * 30 + [429]
    assert client.post(f"/resources/{other}/useful", data={"useful": "yes"}).status_code == 303
    assert [row[1] for row in said(app, slug)] == [30]


def test_administrators_see_the_counts_and_nobody_else_does(
    app: Flask, client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    slug = add(app)
    with app.app_context():
        for useful in (True, True, False):
            actions.count_useful(slug, useful=useful)
    assert "2 yes" not in client.get(f"/resources/{slug}").text
    client.sign_in(world.administrator())
    assert "2 yes, 1 not really" in client.get("/manage/resources").text
    assert "what readers said" in client.get(f"/manage/resources/{slug}").text.casefold()
