"""The pages at the door."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.app import create_app
from recognition.database import db
from recognition.hall import checks
from recognition.mail import actions as mail
from recognition.people import actions as people
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World


def test_the_start_page_is_kind_when_there_is_nothing_yet(client: PageClient) -> None:
    page = client.get("/").text
    assert "Nothing is open for nominations today" in page
    assert "The first stories will stand here" in page
    assert "Nominate someone" in page


def test_the_start_page_says_what_is_open_and_until_when(client: PageClient, world: World) -> None:
    with time_machine.travel("2026-11-24T17:00:00Z", tick=False):
        world.round(world.scheme(name="Kindness awards"), closes_in=timedelta(days=7))
        world.round(world.scheme(name="Past awards"), closes_in=timedelta(days=-1))
        world.scheme(name="Everyday thanks", lane="recognise")
        page = client.get("/").text
    assert "Kindness awards" in page
    assert "Open until Tuesday 1 December 2026 at 5pm" in page
    assert "Everyday thanks" in page
    assert "Always open" in page
    assert "Past awards" not in page


def test_the_start_page_shows_one_piece_of_good_practice(client: PageClient, world: World) -> None:
    world.library()
    assert client.get("/").text.count('class="practice"') == 1


TYPED = "<script>alert(1)</script>{{7*7}}</textarea>\u202e"


def test_what_was_typed_into_a_name_is_text_on_the_start_page(
    client: PageClient, world: World
) -> None:
    client.typed.add("{{7*7}}")
    world.round(world.scheme(name=TYPED))
    page = client.get("/").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&lt;/textarea&gt;\u202e" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/help", "/accessibility", "/privacy"])
def test_anyone_reads_the_notices(client: PageClient, world: World, path: str) -> None:
    assert client.get(path).status_code == 200
    client.sign_in(world.person())
    assert client.get(path).status_code == 200


def test_search_engines_are_asked_to_stay_out_of_what_is_private(client: PageClient) -> None:
    answer = client.get("/robots.txt")
    assert answer.mimetype == "text/plain"
    assert "Disallow: /thanks/" in answer.text
    assert "Disallow: /panel" in answer.text


def test_the_stylesheet_holds_the_colours_of_the_organisation(
    client: PageClient, world: World, app: Flask
) -> None:
    assert client.get("/brand.css").text == ""
    place = world.organisation()
    viewer = world.viewer(world.administrator())
    with app.app_context():
        people.edit_organisation(
            organisation_id=place,
            name="Larkfield Care Trust",
            main_colour="#5B2C6F",
            accent_colour="#f4d03f",
            actor=viewer,
        )
    answer = client.get("/brand.css")
    assert answer.mimetype == "text/css"
    assert answer.text == ":root{--brand-main:#5b2c6f;--brand-accent:#f4d03f;--brand-ink:#ffffff}\n"


def test_a_monitor_learns_that_all_is_well(client: PageClient) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok", "database": True, "migrations": True, "worker": "not seen",
    }  # fmt: skip


def test_a_monitor_learns_whether_a_worker_lives_and_pages_are_served_without(
    client: PageClient, app: Flask
) -> None:
    with app.app_context():
        mail.sign_of_life()
    answer = client.get("/health")
    assert (answer.status_code, answer.json["worker"]) == (200, "seen")
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        answer = client.get("/health")
    assert (answer.status_code, answer.json["worker"]) == (200, "not seen")


def test_a_load_balancer_may_ask_by_number(client: PageClient) -> None:
    headers = {"Host": "10.0.0.7:5000"}
    assert client.get("/health", headers=headers).status_code == 200
    assert client.get("/", headers=headers).status_code == 400


def test_a_monitor_learns_that_a_migration_is_missing(client: PageClient, app: Flask) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "unavailable", "database": True, "migrations": False, "worker": "not seen",
    }  # fmt: skip


def test_a_database_that_is_newer_than_the_code_takes_no_node_out(
    client: PageClient, app: Flask
) -> None:
    """Nodes with the earlier code go on while an installation is upgraded."""
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json == {
        "status": "ok", "database": True, "migrations": "newer", "worker": "not seen",
    }  # fmt: skip
    with app.app_context():
        [problem] = checks.problems()
    assert problem.startswith("The database is newer than this program.")


@pytest.fixture
def cut_off(tmp_path: Path) -> PageClient:
    """A visitor of an application whose database cannot be opened."""
    app = create_app(settings_for(f"sqlite:///{tmp_path}/nowhere/gone.sqlite"), TESTING=True)
    return PageClient(app)


def test_a_monitor_learns_that_the_database_is_gone(cut_off: PageClient) -> None:
    answer = cut_off.get("/health")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "unavailable", "database": False, "migrations": False, "worker": "not seen",
    }  # fmt: skip


def test_a_stopped_database_answers_503_with_a_whole_page(cut_off: PageClient) -> None:
    answer = cut_off.get("/")
    assert answer.status_code == 503
    assert "We cannot save anything just now" in answer.text


def test_pages_work_again_once_the_database_is_back(app: Flask, client: PageClient) -> None:
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE organisation RENAME TO elsewhere")
    assert client.get("/help").status_code == 200
    assert client.get("/brand.css").status_code == 503
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE elsewhere RENAME TO organisation")
    assert client.get("/brand.css").status_code == 200
    assert clock.now().tzinfo is not None
