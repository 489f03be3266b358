"""The pages of the demonstration."""

import re

import pytest
import time_machine
from flask import Flask

from recognition.demo import actions, queries
from recognition.demo.queries import LANDINGS
from recognition.demo.staff import PERSONAS
from recognition.people import actions as people
from tests.page_client import PageClient

TITLES = ["Staff", "Nominee", "Panellist", "Chair", "Communications", "Administrator"]


@pytest.fixture
def filled(demo_app: Flask) -> Flask:
    with demo_app.app_context():
        actions.fill()
    return demo_app


def test_there_is_no_demonstration_when_demo_mode_is_off(client: PageClient) -> None:
    for path in ("/demo", "/demo/mail", "/demo/mail/1"):
        assert client.get(path).status_code == 404
    assert client.send("/demo/sign-in/staff", form="/sign-in").status_code == 404


def test_without_its_people_the_page_says_how_to_fill_it(visitor: PageClient) -> None:
    assert "recognition demo" in visitor.get("/demo").text
    assert "No letters" in visitor.get("/demo/mail").text


def test_each_persona_has_a_button_that_starts_with_its_name(
    filled: Flask, visitor: PageClient
) -> None:
    page = visitor.get("/demo").text
    forms = re.findall(
        r'action="/demo/sign-in/([\w-]+)".*?<button[^>]*>\s*(.*?)</button>', page, re.DOTALL
    )
    assert [key for key, _text in forms] == [*PERSONAS, "second-panellist"]
    for (_key, text), title in zip(forms, [*TITLES, "Second panellist"], strict=True):
        assert text.startswith(f"{title}: ")


def test_every_persona_signs_in_and_lands_on_a_page_of_theirs(
    filled: Flask, visitor: PageClient
) -> None:
    with filled.app_context():
        everybody = queries.personas()
    assert [persona.key for persona in everybody] == list(LANDINGS)
    for persona in everybody:
        answer = visitor.send(f"/demo/sign-in/{persona.key}", form="/demo")
        assert (answer.status_code, answer.location) == (302, LANDINGS[persona.key])
        landed = visitor.get(answer.location, follow_redirects=True)
        assert landed.status_code == 200, persona.key
        assert persona.person.name in landed.text


def test_nobody_else_can_be_chosen(filled: Flask, visitor: PageClient) -> None:
    assert visitor.send("/demo/sign-in/chief", form="/demo").status_code == 404


def test_a_letter_list_holds_the_newest_first_and_keeps_to_one_address(
    filled: Flask, visitor: PageClient
) -> None:
    with filled.app_context(), time_machine.travel("2999-01-01"):
        people.ask_for_link("tendai.moyo@rowanvale.example")
    page = visitor.get("/demo/mail").text
    table = page[page.index("<tbody") :]
    assert table.index("Your link to sign in") < table.index("Somebody wrote something kind")
    theirs = visitor.get("/demo/mail?to=Tendai.Moyo@rowanvale.example").text
    table = theirs[theirs.index("<tbody") :]
    assert "Your link to sign in" in table
    assert "Somebody wrote something kind" in table
    assert "marisol" not in table


def test_the_private_link_of_a_letter_is_made_when_it_is_opened(
    filled: Flask, visitor: PageClient
) -> None:
    page = visitor.get("/demo/mail?to=tendai.moyo@rowanvale.example").text
    found = re.search(r'href="(/demo/mail/\d+)"', page)
    assert found
    path = found.group(1)
    letter = visitor.get(path).text
    assert "Open the private link" in letter
    assert "{link}" not in letter
    answer = visitor.send(f"{path}/open", form=path)
    assert answer.status_code == 302
    assert answer.location.startswith("http://localhost/thanks/")
    assert visitor.get(answer.location.removeprefix("http://localhost")).status_code == 200


def test_a_link_that_nobody_would_get_is_not_made(filled: Flask, visitor: PageClient) -> None:
    with filled.app_context():
        people.ask_for_link("stranger@elsewhere.example")
    page = visitor.get("/demo/mail?to=stranger@elsewhere.example").text
    found = re.search(r'href="(/demo/mail/\d+)"', page)
    assert found
    answer = visitor.send(f"{found.group(1)}/open", form=found.group(1))
    assert answer.location == found.group(1)
    assert "would not be sent" in visitor.get(found.group(1)).text


def test_a_letter_that_does_not_exist_is_not_found(visitor: PageClient) -> None:
    assert visitor.get("/demo/mail/999").status_code == 404
