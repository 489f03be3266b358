"""A page speaks the language of its reader, and says so; a choice is remembered."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from recognition import clock, words
from recognition.database import db
from recognition.people.models import Account
from recognition.words import Own, in_language
from tests.page_client import PageClient
from tests.welsh import speaking_welsh
from tests.world import World

HTML, WELSH = '<html lang="{}"', {"Accept-Language": "cy, en;q=0.5"}


@pytest.fixture
def welsh_app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    with speaking_welsh(database_url, tmp_path) as app:
        yield app


@pytest.fixture
def visitor(welsh_app: Flask) -> PageClient:
    return PageClient(welsh_app)


def test_a_browser_that_asks_for_welsh_gets_it_the_first_time(visitor: PageClient) -> None:
    page = visitor.get("/sign-in", headers=WELSH)
    assert HTML.format("cy") in page.text
    assert "Mewngofnodi" in page.text
    assert page.headers["Content-Language"] == "cy"
    assert {"Accept-Language", "Cookie"} <= set(page.vary)
    assert HTML.format("en") in visitor.get("/sign-in").text


def test_a_visitor_who_never_chose_a_language_gets_no_cookie_for_it(visitor: PageClient) -> None:
    page = visitor.get("/help", headers=WELSH)
    assert "Set-Cookie" not in page.headers


def test_what_a_visitor_chooses_is_remembered_and_comes_before_the_browser(
    visitor: PageClient,
) -> None:
    offer = '<a class="masthead__link" href="/help?a=1&amp;lang=cy" hreflang="cy" lang="cy">Cymraeg'
    assert offer in visitor.get("/help?a=1").text
    chosen = visitor.get("/help?a=1&lang=cy")
    assert (chosen.status_code, chosen.location) == (302, "/help?a=1")
    assert HTML.format("cy") in visitor.get("/help").text
    visitor.get("/help?lang=en")
    assert HTML.format("en") in visitor.get("/help", headers=WELSH).text


@pytest.mark.parametrize("path", ["/help?lang=fr", "/help?lang=", "/no-such-page?lang=cy"])
def test_an_odd_language_or_page_is_no_choice(visitor: PageClient, path: str) -> None:
    assert visitor.get(path).status_code in {200, 404}
    assert HTML.format("en") in visitor.get("/help").text


@pytest.mark.parametrize("path", ["//example.org/?lang=cy", "/%2F/example.org?lang=cy"])
def test_choosing_a_language_leads_to_no_other_site(visitor: PageClient, path: str) -> None:
    location = visitor.get(path).headers.get("Location", "/")
    assert not location.startswith("//")
    assert "http://example.org" not in location


def test_whoever_signed_in_keeps_a_language_on_their_account(
    visitor: PageClient, welsh_app: Flask
) -> None:
    person = World(welsh_app).person()
    visitor.sign_in(person)
    sent = visitor.send(
        "/account/language", {"language": "cy", "next": "/nominations"}, form="/account"
    )
    assert (sent.status_code, sent.location) == (303, "/nominations")
    with welsh_app.app_context():
        assert db.session.query(Account.language).scalar() == "cy"
    elsewhere = PageClient(welsh_app).sign_in(person)
    assert HTML.format("cy") in elsewhere.get("/account").text


def test_a_language_that_there_is_not_is_no_page(visitor: PageClient, welsh_app: Flask) -> None:
    visitor.sign_in(World(welsh_app).person())
    assert visitor.send("/account/language", {"language": "fr"}, form="/account").status_code == 404


def test_what_a_visitor_chose_goes_with_them_when_they_sign_in(
    visitor: PageClient, welsh_app: Flask
) -> None:
    from recognition.people import actions

    person = World(welsh_app).person()
    with welsh_app.app_context():
        actions.ask_for_link(person.email or "")
        link = actions.make_sign_in_link(person.email or "") or ""
    visitor.get("/help?lang=cy")
    visitor.send(link.removeprefix("http://localhost"))
    with welsh_app.app_context():
        assert db.session.query(Account.language).scalar() == "cy"
    assert HTML.format("cy") in visitor.get("/account").text


def test_pages_for_running_a_scheme_are_in_english_and_say_so_once_in_welsh(
    visitor: PageClient, welsh_app: Flask
) -> None:
    visitor.sign_in(World(welsh_app).administrator())
    visitor.send("/account/language", {"language": "cy"}, form="/account")
    first, second = visitor.get("/manage").text, visitor.get("/manage").text
    assert HTML.format("en") in first
    assert '<div class="only-english" lang="cy"' in first
    assert "only-english" not in second
    assert HTML.format("cy") in visitor.get("/nominations").text


def test_a_letter_is_said_in_the_language_of_its_reader_without_a_request(welsh_app: Flask) -> None:
    with welsh_app.app_context():
        assert words._("Dear %(name)s,", name="Asha") == "Dear Asha,"
        with in_language("cy"):
            assert words._("Dear %(name)s,", name="Asha") == "Annwyl Asha,"
            with in_language(None):
                assert words._("Dear %(name)s,", name="Asha") == "Dear Asha,"
            assert words.language() == "cy"
        assert words.language() == "en"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "dim"),
        (1, "un"),
        (2, "dau"),
        (3, "tri"),
        (4, "4 arall"),
        (6, "chwech"),
        (11, "11 arall"),
    ],
)
def test_welsh_counts_in_six_ways(welsh_app: Flask, number: int, said: str) -> None:
    with welsh_app.app_context(), in_language("cy"):
        assert words.ngettext("%(num)s text", "%(num)s texts", number) == said


def test_dates_are_said_as_each_language_says_them() -> None:
    day = date(2026, 12, 1)
    assert words.calendar_day(day) == clock.spoken_date(day) == "Tuesday 1 December 2026"
    assert words.calendar_month(day) == "December 2026"
    with in_language("cy"):
        assert words.calendar_day(day) == "dydd Mawrth 1 Rhagfyr 2026"
        assert words.calendar_month(day) == "Rhagfyr 2026"


@pytest.fixture
def own() -> Iterator[Own]:
    """A scheme's name that was translated."""
    before = words._Speaker.own
    words.look_up_own_with({"Tea & thanks": "Te & diolch"}.get)
    yield Own("Tea & thanks")
    words.look_up_own_with(before)


def test_an_organisations_own_words_are_english_where_they_are_kept(own: Own) -> None:
    with in_language("cy"):
        assert own == own.english == "Tea & thanks"
        assert (str(own), f"{own}", "%s" % own) == ("Te & diolch",) * 3  # noqa: UP031 -- the old way too
        assert own.__html__() == "Te &amp; diolch"
    assert (str(own), own.__html__()) == ("Tea & thanks", "Tea &amp; thanks")


def test_own_words_that_nobody_translated_say_that_they_are_english(own: Own) -> None:
    with in_language("cy"):
        assert Own("Cake").__html__() == '<span lang="en">Cake</span>'
        assert str(Own("Cake")) == "Cake"


def test_filters_of_templates_keep_the_language_of_own_words(welsh_app: Flask) -> None:
    source = "{{ text|trim }} {{ text|upper }} {{ 'for ' ~ text }}"
    with welsh_app.app_context(), in_language("cy"):
        said = welsh_app.jinja_env.from_string(source).render(text=Own(" Cake"))
    assert said == '<span lang="en"> Cake</span>  CAKE for <span lang="en"> Cake</span>'
