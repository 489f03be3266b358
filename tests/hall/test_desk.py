"""The administrators' desk and the trail."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import update

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.nominations.models import Nomination
from recognition.people.rules import ADMINISTRATOR
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.world import World


@pytest.mark.parametrize("path", ["/manage", "/manage/audit"])
def test_only_administrators_manage(client: PageClient, world: World, path: str) -> None:
    signed_out = client.get(path)
    assert signed_out.status_code == 302
    assert signed_out.location.startswith("/sign-in?next=")
    client.sign_in(world.person())
    assert client.get(path).status_code == 404
    assert "Manage" not in client.get("/").text
    client.sign_in(world.administrator())
    assert client.get(path).status_code == 200
    assert ">Manage</a>" in client.get("/").text


def test_the_desk_says_what_to_do_first(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    page = client.get("/manage").text
    assert "Load your staff directory" in page
    assert "Start your first scheme" in page


def test_the_desk_shows_the_rounds_that_are_not_over(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    scheme = world.scheme()
    for name, closes in (("Spring", -100), ("Summer", -1), ("Autumn", 7)):
        world.round(scheme, name=name, closes_in=timedelta(days=closes))
    world.round(world.scheme(name="Not ours", organisation="Another Trust"))
    page = client.get("/manage").text
    assert "Spring" not in page
    assert "Not ours" not in page
    assert re.search(r"Summer.*Being judged.*Scores are due by.*Autumn.*Open.*Closes", page, re.S)


def test_the_desk_says_how_many_wait_to_be_checked_and_for_how_long(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    round_ = world.round()
    assert "Check nominations:" not in client.get("/manage").text
    world.nomination(round_, accepted=False)
    assert "Check nominations: 1 waits, the oldest since today." in client.get("/manage").text
    with time_machine.travel(clock.now() - timedelta(days=3, hours=1)):
        world.nomination(round_, accepted=False)
    world.nomination(round_)
    elsewhere = world.round(world.scheme(name="Not ours", organisation="Another Trust"))
    nominator = world.person(organisation="Another Trust")
    world.nomination(elsewhere, nominator=nominator, accepted=False)
    page = client.get("/manage").text
    assert "Check nominations: 2 wait, the oldest for 3 days." in page
    assert re.search(r'href="/manage/checking">Check nominations: 2', page)


def test_the_desk_says_how_many_thanks_are_late_and_leads_to_them(
    client: PageClient, world: World, app: Flask
) -> None:
    client.sign_in(world.administrator())
    in_time, late = world.round(), world.round(world.scheme(name="Slow thanks"))
    world.nomination(in_time)
    with time_machine.travel(clock.now() - timedelta(days=7, minutes=1)):
        for _number in range(2):
            world.nomination(late, accepted=False)
        world.nomination(late)
        withdrawn = world.nomination(late)
    with app.app_context(), transaction() as session:
        session.execute(
            update(Nomination)
            .where(Nomination.reference == withdrawn)
            .values(withdrawn_at=clock.now())
        )
    page = client.get("/manage").text
    assert "Thank: 3 late." in page
    found = re.search(r'href="([^"]+)">Thank: 3 late', page)
    assert found
    address = found[1].replace("&amp;", "&")
    assert address == f"/manage/thanks?scheme={late.scheme.slug}&state=late"
    assert client.get(address).status_code == 200


def test_the_desk_asks_the_database_equally_often_for_one_and_three(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    counts = []
    for names in (("One",), ("Two", "Three")):
        for name in names:
            world.nomination(world.round(world.scheme(name=name)), accepted=False)
        with count_queries() as statements:
            assert names[0] in client.get("/manage").text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_every_link_on_the_desk_leads_to_a_page(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    links = set(re.findall(r'href="(/manage/[^"]*)"', client.get("/manage").text))
    assert {"/manage/checking", "/manage/thanks", "/manage/cards", "/manage/cards/print"} <= links
    assert len(links) >= 9
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_the_desk_shows_every_page_once_under_four_headings(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    page = client.get("/manage").text.split("<main")[1]
    cards = re.findall(r'nhsuk-card__link" href="([^"]+)"', page)
    assert len(cards) == len(set(cards))
    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert headings[-4:] == [
        "Nominations and thanks",
        "Schemes and good practice",
        "People and letters",
        "Privacy and this website",
    ]


def test_the_trail_shows_who_did_what_newest_first(client: PageClient, world: World) -> None:
    person = world.administrator()
    client.sign_in(person)
    world.scheme(name="Kindness awards")
    page = client.get("/manage/audit").text
    assert person.name in page
    assert "The application" in page
    assert "Started a scheme" in page
    assert page.index("scheme.started") < page.index("people.organisation_added")
    assert "name: Kindness awards" in page


def test_the_trail_is_filtered_by_what_happened(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    world.scheme()
    page = client.get("/manage/audit?q=scheme.").text
    assert "scheme.started" in page
    assert "organisation_added" not in page
    assert "Nothing fits that" in client.get("/manage/audit?q=%25").text


@pytest.mark.parametrize(
    ("search", "found", "left_out"),
    [
        ("who=Grace+Oka", "Started a scheme", "Added an organisation"),
        ("who=nobody", "Nothing fits that", "Started a scheme"),
        ("q=organisation", "Added an organisation", "Started a scheme"),
        ("from=2026-11-04", "Started a scheme", "Added an organisation"),
        ("to=2026-11-03", "Added an organisation", "Started a scheme"),
        ("from=2026-11-04&to=2026-11-04&q=scheme&who=grace", "Started a scheme", "people."),
        ("from=yesterday", "Enter a date like 2026-03-14", "Nothing fits that"),
    ],
)
def test_the_trail_is_searched_by_what_who_and_when(
    client: PageClient, world: World, app: Flask, search: str, found: str, left_out: str
) -> None:
    with time_machine.travel(datetime(2026, 11, 3, 23, 59, tzinfo=UTC)) as clock:
        grace = world.granted(ADMINISTRATOR, world.person("Grace Okafor"))
        clock.move_to(datetime(2026, 11, 4, tzinfo=UTC))
        with app.app_context():
            record("scheme.started", subject=("scheme", 1), actor_id=grace.id)
        client.sign_in(grace)
        page = client.get(f"/manage/audit?{search}").text.split("<main")[1]
    assert found in page
    assert left_out not in page


def _many(app: Flask, number: int) -> None:
    with app.app_context(), transaction():
        for one in range(number):
            record("test.happened", subject=("thing", one), actor_id=None)


def test_the_trail_has_fifty_entries_a_page(client: PageClient, world: World, app: Flask) -> None:
    client.sign_in(world.administrator())
    _many(app, 51)
    first = client.get("/manage/audit?q=test.").text
    assert first.count("test.happened") == 50
    assert "(thing 0)" not in first
    assert "page=2" in first
    assert "q=test." in first
    assert "(thing 0)" in client.get("/manage/audit?q=test.&page=2").text
    assert client.get("/manage/audit?q=test.&page=9").location == "/manage/audit?q=test.&page=2"


def test_an_administrator_can_prove_that_nothing_was_altered(
    client: PageClient, world: World, app: Flask
) -> None:
    client.sign_in(world.administrator())
    assert "The trail is whole" not in client.get("/manage/audit").text
    assert "The trail is whole" in client.get("/manage/audit?verify=1").text
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE audit_entry SET action = 'tampered' WHERE number = 2")
    page = client.get("/manage/audit?verify=1").text
    assert "The trail was altered" in page
    assert "Audit entry 2 was altered or moved" in page


def test_what_was_typed_is_text_in_the_trail(client: PageClient, world: World) -> None:
    client.typed.add("{{7*7}}")
    client.sign_in(world.administrator())
    world.scheme(name="<script>alert(1)</script>{{7*7}}")
    page = client.get("/manage/audit").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page


def test_the_trail_asks_the_database_as_often_for_three_entries_as_for_one(
    client: PageClient, world: World, app: Flask, count_queries: QueryCounter
) -> None:
    person = world.administrator()
    client.sign_in(person)
    counts = []
    for number in (1, 2):
        with app.app_context(), transaction():
            for one in range(number):
                record("test.happened", subject=("thing", one), actor_id=person.id)
        with count_queries() as statements:
            assert client.get("/manage/audit?q=test.").status_code == 200
        counts.append(len(statements))
    assert counts[0] == counts[1]
