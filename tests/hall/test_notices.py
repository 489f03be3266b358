"""Privacy, cookies and accessibility: our words, or an organisation's own."""

import pytest

from recognition.app import create_app
from recognition.audit.queries import entries
from recognition.database import db
from recognition.hall.notices import LONGEST
from tests.conftest import QueryCounter
from tests.page_client import PageClient
from tests.settings import settings_for
from tests.world import World

PAGES = {"privacy": "who", "cookies": "cookie", "accessibility": "report"}


@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_read_a_notice_from_every_page(client: PageClient, name: str) -> None:
    assert f'href="/{name}"' in client.get("/").text
    assert client.get(f"/{name}").status_code == 200


def test_the_notice_of_cookies_names_every_cookie_that_we_set(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.person())
    client.token("/sign-in")
    assert [cookie.key for cookie in client._cookies.values()] == ["recognition"]
    assert "“recognition”" in client.get("/cookies").text


def test_over_https_the_notice_of_cookies_has_the_name_that_the_cookie_has_there(
    database_url: str,
) -> None:
    address = "https://awards.example.org"
    app = create_app(settings_for(database_url, base_url=address))
    browser = PageClient(app)
    browser.get("/?lang=cy", base_url=address)
    assert {cookie.key for cookie in browser._cookies.values()} == {"__Host-recognition"}
    browser.get("/?lang=en", base_url=address)
    shown = browser.get("/cookies", base_url=address).text
    assert "“__Host-recognition”" in shown
    assert "It remembers the language you chose" in shown
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_an_organisation_says_a_section_in_its_own_words_and_goes_back(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    page = "/manage/notices/privacy/why"
    assert "It has not done so yet." in client.get("/privacy").text
    client.send(page, {"text": "Public task, *article 6(1)(e)*."})
    shown = client.get("/privacy").text
    assert "Public task, <em>article 6(1)(e)</em>." in shown
    assert "It has not done so yet." not in shown
    assert "Public task" in client.get(page).text
    client.send(f"{page}/ours", form=page)
    client.send(f"{page}/ours", form="/manage/notices/privacy/who")
    assert "It has not done so yet." in client.get("/privacy").text
    with client.application.app_context():
        told = [(entry.action, entry.details) for entry in entries(action="hall.")[0]]
    where = {"page": "privacy", "section": "why"}
    assert told == [("hall.notice_usual", where), ("hall.notice_written", where)]


def test_the_notice_of_privacy_leads_to_how_long_each_kind_is_kept(
    client: PageClient, world: World
) -> None:
    assert 'href="/privacy/how-long"' in client.get("/privacy").text
    shown = client.get("/privacy/how-long").text
    assert "Nominations that were never sent" in shown
    assert "6 months" in shown


@pytest.mark.parametrize(
    "told",
    [
        "When you signed in",
        "the sign-in of your organisation calls you",
        "your second step",
        "your language, who stands in for you, and that you want no letters",
        "Backups are copies",
        "have your words and your name erased",
        'href="/account/data"',
    ],
)
def test_the_notice_of_privacy_tells_of_everything_that_is_kept_and_of_every_right(
    client: PageClient, told: str
) -> None:
    assert told in client.get("/privacy").text


def test_the_statement_on_accessibility_says_when_it_was_prepared_and_what_is_english_only(
    client: PageClient,
) -> None:
    shown = client.get("/accessibility").text
    assert "This statement was prepared on Saturday 28 November 2026." in shown
    assert "Pages for administrators are in English only." in shown
    client.get("/?lang=cy")
    assert "Dyddiad paratoi’r datganiad hwn: dydd Sadwrn 28 Tachwedd 2026." in (
        client.get("/accessibility").text
    )


def test_an_organisation_s_own_words_are_marked_as_english_on_a_welsh_page(
    client: PageClient, world: World
) -> None:
    client.sign_in(world.administrator())
    client.send("/manage/notices/privacy/why", {"text": "Public task."})
    assert "<div><p>Public task.</p>" in client.get("/privacy").text
    client.get("/?lang=cy")
    shown = client.get("/privacy").text
    assert shown.count('<div lang="en">') == 1
    assert '<div lang="en"><p>Public task.</p>' in shown


def test_a_look_saves_nothing(client: PageClient, world: World) -> None:
    client.sign_in(world.administrator())
    page = "/manage/notices/cookies/choice"
    looked = client.send(page, {"text": "We **never** ask.", "look": "1"}).text
    assert "How it will look" in looked
    assert "<strong>never</strong>" in looked
    assert "We **never** ask." in looked
    assert "never" not in client.get("/cookies").text


@pytest.mark.parametrize(
    ("typed", "said"),
    [("  ", "Write something"), ("x" * (LONGEST + 1), "Shorten this to 5000 characters.")],
)
def test_words_that_do_not_do_are_refused_and_kept(
    client: PageClient, world: World, typed: str, said: str
) -> None:
    client.sign_in(world.administrator())
    answer = client.send("/manage/notices/privacy/rights", {"text": typed})
    assert answer.status_code == 422
    assert said in answer.text
    assert typed in answer.text


@pytest.mark.parametrize("where", ["privacy/nothing", "nothing/who"])
def test_a_section_that_is_not_there_is_not_found(
    client: PageClient, world: World, where: str
) -> None:
    client.sign_in(world.administrator())
    assert client.get(f"/manage/notices/{where}").status_code == 404


def test_a_notice_is_two_statements_however_much_was_written(
    client: PageClient, world: World, count_queries: QueryCounter
) -> None:
    client.sign_in(world.administrator())
    counts = []
    for keys in (["who"], ["kept", "why", "seen"]):
        for key in keys:
            client.send(f"/manage/notices/privacy/{key}", {"text": "Ours."})
        with count_queries() as statements:
            client.get("/privacy")
        counts.append(len(statements))
    assert counts[0] == counts[1]
