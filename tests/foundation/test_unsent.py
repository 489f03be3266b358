"""A page that could not be saved gives back what was typed, also without JavaScript."""

import re
from typing import Any

import html5lib
import pytest
from flask import Flask, request
from sqlalchemy.exc import OperationalError

from recognition.access import anyone, open_to
from tests.page_client import PageClient
from tests.world import World

STORY = "She stayed.\n\n“Thank you” </textarea><script>alert(1)</script> {{7*7}}"


@pytest.fixture
def broken(own_app: Flask) -> PageClient:
    """A visitor of a page that cannot save."""

    @own_app.post("/save/<place>")
    @open_to(anyone)
    def save(place: str) -> str:
        assert request.form
        raise OperationalError("UPDATE", {}, Exception("database is locked"))

    client = PageClient(own_app)
    client.typed.add("{{7*7}}")
    return client


def form_on(text: str) -> tuple[str, dict[str, str]]:
    page: Any = html5lib.parse(text, namespaceHTMLElements=False)
    form = page.find(".//main//form")
    fields = {one.get("name"): one.get("value") for one in form.iter("input")}
    fields |= {one.get("name"): one.text for one in form.iter("textarea")}
    return form.get("action"), fields


def test_what_was_typed_stands_on_the_page_and_can_be_sent_again(broken: PageClient) -> None:
    typed = {"answer_1": STORY, "answer_2": "Kind.", "key": "0123", "later": "1"}
    answer = broken.send("/save/here?page=2", typed, form="/sign-in")
    assert answer.status_code == 503
    assert "What you sent is still on this page" in answer.text
    place, fields = form_on(answer.text)
    assert place == "/save/here?page=2"
    assert {name: fields[name] for name in typed} == typed
    assert "<script>alert" not in answer.text
    again = broken.post(place, data=fields)  # its token is taken
    assert (again.status_code, form_on(again.text)[1]["answer_1"]) == (503, STORY)


def test_what_another_site_sent_is_not_offered_again(broken: PageClient) -> None:
    answer = broken.post("/save/here", data={"answer_1": "Words of another site"})
    assert answer.status_code == 400
    assert "Words of another site" not in answer.text


def test_codes_are_not_repeated(broken: PageClient) -> None:
    answer = broken.send("/save/here", {"code": "K7M4-QX3A", "name": "A B"}, form="/sign-in")
    assert answer.status_code == 503
    assert "K7M4" not in answer.text
    assert "Press Back in your browser" in answer.text


def test_a_person_who_signed_in_is_still_named_and_the_database_is_asked_no_more(
    broken: PageClient, own_app: Flask
) -> None:
    person = World(own_app).person("Nkechi Obi")
    answer = broken.sign_in(person).send("/save/here", {"answer_1": "Two words"}, form="/account")
    assert answer.status_code == 503
    assert "Nkechi Obi" in re.sub(r"\s+", " ", answer.text)
