"""What runs by itself, as administrators see it, and what the desk says where nothing does."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.app import CHORES, ERRANDS
from recognition.hall.chore_words import CHORES as WORDS
from recognition.hall.chore_words import chore_words, duration_words
from recognition.mail import actions, queries
from recognition.mail.diary import Letters, name_of, run_of
from recognition.mail.worker import DELIVERING
from recognition.people.queries import PersonCard
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

PAGE = "/manage/worker"
START = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def administrator(client: PageClient, world: World) -> PersonCard:
    """Somebody who runs the installation, signed in."""
    with time_machine.travel(START, tick=False):
        person = world.administrator()
        client.sign_in(person)
    return person


def keep(app: Flask, *chores: str, done: int = 0, problem: str = "", seconds: int = 0) -> None:
    """Let a worker say that it lives, and what came of chores just now."""
    now = clock.now()
    took = {"milliseconds": seconds * 1000, "done": done, "problem": problem}
    with app.app_context():
        runs = [run_of(name, now, now, **took) for name in chores]
        actions.keep_diary(now, runs, Letters(delivered=1234, put_off=5))


def row(page: str, text: str) -> str:
    """Return what one row of a table says."""
    [found] = [one for one in re.findall(r"<tr.*?</tr>", page, re.S) if text in one]
    return " ".join(re.sub(r"<[^>]+>", " ", found).split())


def test_only_administrators_of_the_host_organisation_see_it(
    client: PageClient, world: World, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    assert client.get(PAGE).status_code == 200
    for manage in ("/manage", "/manage/outbox"):
        assert f'href="{PAGE}"' in client.get(manage).text
    client.sign_in(world.administrator(organisation="Another Trust"))
    assert client.get(PAGE).status_code == 404
    assert PAGE not in client.get("/manage").text
    client.sign_in(world.person())
    assert client.get(PAGE).status_code == 404


def test_every_chore_there_is_has_words() -> None:
    assert set(WORDS) == {DELIVERING, *map(name_of, (*CHORES, *ERRANDS))}


@pytest.mark.usefixtures("administrator")
def test_before_a_worker_is_seen_the_page_says_what_to_do(client: PageClient) -> None:
    with time_machine.travel(START, tick=False):
        page = client.get(PAGE).text
    assert "No worker has been seen yet" in page
    assert "start “recognition worker”" in page
    assert "No mail server is set" in page
    assert "<table" not in page, "there is nothing to tell yet"
    assert "Workers of the last day" not in page


@pytest.mark.usefixtures("administrator")
def test_a_worker_and_its_chores_are_shown(client: PageClient, app: Flask) -> None:
    with time_machine.travel(START - timedelta(hours=3), tick=False):
        keep(app, "thanks.thank_accepted", done=12)
    with time_machine.travel(START, tick=False):
        keep(app, "thanks.thank_accepted", "audit.note_head", seconds=7)
        keep(app, "nominations.remind_unsent")
    with time_machine.travel(START + MINUTE, tick=False):
        page = client.get(PAGE).text
    assert "One was last seen today at 9am, so a worker is running." in page
    assert "No worker" not in page
    thanks = row(page, "Thank everybody whose nomination was accepted")
    assert "Today at 9am took 7.0 seconds" in thanks
    assert "12 done, today at 6am" in thanks
    assert "done," not in row(page, "Note the newest entry")
    assert "took" not in row(page, "Remind people of nominations")
    assert "Not yet" in row(page, "Deliver letters")
    assert re.search(r"Running .*1,234 .*5$", row(page, "</span><br>"))


@pytest.mark.usefixtures("administrator")
def test_a_worker_not_seen_for_two_minutes_is_a_warning(client: PageClient, app: Flask) -> None:
    with time_machine.travel(START, tick=False):
        keep(app)
    with time_machine.travel(START + 2 * MINUTE, tick=False):
        page = client.get(PAGE).text
    assert "No worker is running" in page
    assert "One was last seen today at 9am. Ask the people who look after" in page
    assert "Running</strong>" not in page


def test_an_earlier_day_is_told_by_its_date(
    client: PageClient, app: Flask, administrator: PersonCard
) -> None:
    with time_machine.travel(START, tick=False):
        keep(app)
    with time_machine.travel(START + timedelta(days=1), tick=False):
        client.sign_in(administrator)
        page = client.get(PAGE).text
    assert "One was last seen Tuesday 1 December 2026 at 9am. Ask" in page


@pytest.mark.usefixtures("administrator")
def test_a_chore_that_went_wrong_is_shown_until_it_is_well_again(
    client: PageClient, app: Flask
) -> None:
    with time_machine.travel(START, tick=False):
        keep(app, "panel.calculate_results", problem="MemoryError")
        page = client.get(PAGE).text
        said = row(page, "Bring results up to date")
        assert "Went wrong" in said
        assert "MemoryError" in said
        assert page.count("Went wrong") == 1
        assert page.index("Bring results") < page.index("Deliver letters"), "problems come first"
    with time_machine.travel(START + MINUTE, tick=False):
        keep(app, "panel.calculate_results", problem="MemoryError")
        said = row(client.get(PAGE).text, "Bring results up to date")
        assert "MemoryError, the last of 2" in said
    with time_machine.travel(START + 2 * MINUTE, tick=False):
        keep(app, "panel.calculate_results")
        page = client.get(PAGE).text
        assert "Went wrong" not in page
        said = row(page, "Bring results up to date")
        assert "Well again since MemoryError, today at 9:01am" in said


@pytest.mark.usefixtures("administrator")
def test_what_waits_is_counted_and_since_when(
    client: PageClient, app: Flask, database_url: str
) -> None:
    app.config["SETTINGS"] = settings_for(database_url, mail_url="smtp://127.0.0.1:9")
    with time_machine.travel(START, tick=False), app.app_context():
        for _letter in range(2):
            actions.write(
                kind="test.letter", to_address="a@example.org", subject="s", body="canary"
            )
    with time_machine.travel(START + MINUTE, tick=False):
        page = client.get(PAGE).text
    assert "2, the oldest since today at 9am" in page
    assert "No mail server" not in page
    assert "canary" not in page
    assert "a@example.org" not in page


def test_the_page_asks_equally_often_for_one_and_three(
    client: PageClient, app: Flask, administrator: PersonCard, count_queries: QueryCounter
) -> None:
    client.sign_in(administrator)
    counts = []
    for chores in (("a.one",), ("a.two", "a.three")):
        keep(app, *chores)
        with count_queries() as statements:
            assert chores[0] in client.get(PAGE).text
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_the_desk_names_a_missing_worker_only_where_letters_wait(
    client: PageClient, app: Flask, administrator: PersonCard
) -> None:
    with time_machine.travel(START, tick=False):
        keep(app)
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        client.sign_in(administrator)
        assert "no worker is running" not in client.get("/manage").text
        with app.app_context():
            actions.write(kind="test.letter", to_address="a@example.org", subject="s", body="b")
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        client.sign_in(administrator)
        page = client.get("/manage").text
        assert "1 letter waits, and no worker is running: see what to do." in page
        assert re.search(rf'href="{PAGE}">1 letter waits', page)
        keep(app)
        page = client.get("/manage").text
        assert "no worker is running" not in page
        assert "See why 1 letter has not left." in page


def test_the_last_worker_seen_is_the_one_that_counts(app: Flask) -> None:
    with time_machine.travel(START, tick=False):
        keep(app)
        with app.app_context():
            assert queries.delivery(START).seen_at == START
            assert queries.late(START).has_worker


@pytest.mark.parametrize(
    ("milliseconds", "words"),
    [
        (1000, "1.0 seconds"),
        (99_900, "99.9 seconds"),
        (100_000, "2 minutes"),
        (120_000, "2 minutes"),
    ],
)
def test_how_long_a_chore_took_is_said_in_words(milliseconds: int, words: str) -> None:
    assert duration_words(milliseconds) == words


def test_a_chore_without_words_is_said_by_its_name() -> None:
    assert chore_words("thanks.unheard_of") == "thanks.unheard_of"
