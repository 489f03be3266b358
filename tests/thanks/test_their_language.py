"""Whoever is thanked, or told about it, reads it in their language."""

import io
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pypdf
import pytest
from flask import Flask

from recognition import clock
from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations.models import Nomination
from recognition.people import actions as people
from recognition.people.queries import PersonCard
from recognition.thanks import actions, queries, sheets
from recognition.thanks.certificate import Words
from recognition.thanks.reckoning import REST
from recognition.words import in_language
from tests.welsh import speaking_welsh
from tests.world import World


@pytest.fixture
def welsh(database_url: str, tmp_path: Path) -> Iterator[World]:
    with speaking_welsh(database_url, tmp_path) as app:
        yield World(app)


@pytest.fixture
def asha(welsh: World) -> PersonCard:
    return welsh.person("Asha Patel", team="Hazel Ward")


def sent_in(world: World, language: str, nominee: PersonCard) -> str:
    """Send a nomination from pages in a language."""
    with in_language(language):
        return world.nomination(world.round(), nominee=nominee, nominator=world.person("Nia"))


def reads(world: World, person: PersonCard, language: str) -> None:
    viewer = world.viewer(person)
    with world.app.app_context():
        people.choose_language(viewer, language)


def thanked(world: World) -> None:
    with world.app.app_context():
        actions.thank_accepted(clock.now() + REST + timedelta(seconds=1))


def letter(app: Flask, to: PersonCard) -> str:
    with app.app_context():
        return str(db.session.query(Letter.body).filter_by(to_address=to.email).one()[0])


def address(app: Flask) -> str:
    with app.app_context():
        return actions.thanks_link("1") or ""


def test_a_nomination_keeps_the_language_of_its_pages(welsh: World, asha: PersonCard) -> None:
    sent_in(welsh, "cy", asha)
    with welsh.app.app_context():
        assert db.session.query(Nomination.language).scalar() == "cy"


@pytest.mark.parametrize(("language", "hello"), [("cy", "Annwyl"), ("en", "Dear")])
def test_a_nominee_is_thanked_in_the_language_of_the_words(
    welsh: World, asha: PersonCard, language: str, hello: str
) -> None:
    sent_in(welsh, language, asha)
    thanked(welsh)
    assert letter(welsh.app, asha).startswith(f"{hello} Asha Patel,")
    assert address(welsh.app).endswith("?lang=cy") is (language == "cy")


def test_a_nominee_who_chose_a_language_is_thanked_in_that(welsh: World, asha: PersonCard) -> None:
    reads(welsh, asha, "en")
    sent_in(welsh, "cy", asha)
    thanked(welsh)
    assert letter(welsh.app, asha).startswith("Dear Asha Patel,")
    assert "?" not in address(welsh.app)
    reads(welsh, asha, "cy")
    assert address(welsh.app).endswith("?lang=cy")


def test_cards_of_one_batch_may_speak_two_languages(welsh: World) -> None:
    words = (Words(("She stayed.",), "Nia"),)
    with welsh.app.app_context():
        made = sheets.cards(
            [
                sheets.PrintedCard("Asha", "Awards", words, "https://a.example", language="cy"),
                sheets.PrintedCard("Ben", "Awards", words, "https://b.example"),
            ]
        )
    text = pypdf.PdfReader(io.BytesIO(made)).pages[0].extract_text()
    assert "Diolch," in text
    assert "Thank you," in text


def test_a_later_choice_changes_the_language_of_a_card(welsh: World, asha: PersonCard) -> None:
    sent_in(welsh, "en", asha)
    thanked(welsh)
    with welsh.app.app_context():
        assert queries.language_of_card(1) == "en"
    reads(welsh, asha, "cy")
    with welsh.app.app_context():
        assert queries.languages_of_cards([1]) == {1: "cy"}
        assert queries.language_of_card(1) == "cy"
