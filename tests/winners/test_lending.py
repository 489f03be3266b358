"""A winning story is good practice for others, for as long as its people agree."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR
from recognition.resources import queries as resources
from recognition.resources.queries import ResourceCard
from recognition.thanks import actions as thanking
from recognition.thanks import queries as thanks
from recognition.thanks.rules import PUBLIC_SITE
from recognition.winners import actions
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony
from tests.world import World

WORDS = "She walked him to the window at dawn, so that he saw the sea once more."


@pytest.fixture
def told(ceremony: Ceremony, world: World) -> Ceremony:
    """Tendai won and agreed to everything."""
    world.decided(ceremony.tendai_candidacy, ceremony.chair, citation=WORDS)
    world.decided(ceremony.siobhan_candidacy, ceremony.chair)
    world.consented(ceremony.tendai_candidacy)
    world.announced(ceremony.round)
    return ceremony


@pytest.fixture
def administrator(world: World) -> PersonCard:
    return world.granted(ADMINISTRATOR)


def page(told: Ceremony) -> str:
    return f"/winners/{told.round.id}/{told.tendai_candidacy}/library"


ENTRY = {"title": "The sea at dawn", "summary": "Small things are large.", "body": WORDS}


def shown(app: Flask) -> list[ResourceCard]:
    with app.app_context():
        return [card for card in resources.search("dawn").items if card.title == ENTRY["title"]]


def test_an_administrator_makes_an_entry_of_a_story(
    app: Flask, client: PageClient, told: Ceremony, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    assert WORDS in client.get(page(told)).text
    text = client.send(page(told), ENTRY, follow_redirects=True).text
    assert "The story is in the library." in text
    assert "Tendai Moyo" in text
    assert len(shown(app)) == 1
    assert "It is in the library already." in client.get(page(told)).text
    assert "Put this story into the library" in client.get(page(told)[: -len("/library")]).text


def test_what_is_missing_is_said_and_what_was_typed_stays(
    app: Flask, client: PageClient, told: Ceremony, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    answer = client.send(page(told), {**ENTRY, "title": " "})
    assert answer.status_code == 422
    assert "Give the story a title" in answer.text
    assert ENTRY["summary"] in answer.text
    assert shown(app) == []


def test_what_could_name_a_patient_needs_a_look_before_it_is_in_the_library(
    app: Flask, client: PageClient, told: Ceremony, administrator: PersonCard
) -> None:
    client.sign_in(administrator)
    entry = {**ENTRY, "summary": "Her number is 020 7946 0018."}
    answer = client.send(page(told), entry)
    assert answer.status_code == 422
    assert "Please look once more before this goes on" in answer.text
    assert "“020 7946 0018”" in answer.text
    assert "Look at what we noticed" in answer.text
    assert shown(app) == []
    client.send(page(told), {**entry, "looked": "y"})
    assert len(shown(app)) == 1


def test_it_leaves_the_library_when_consent_is_taken_back(
    app: Flask, client: PageClient, world: World, told: Ceremony, administrator: PersonCard
) -> None:
    client.sign_in(administrator).send(page(told), ENTRY)
    assert len(shown(app)) == 1
    world.consented(told.tendai_candidacy, PUBLIC_SITE, given=False)
    assert shown(app) == []


def test_it_leaves_the_library_when_consent_has_ended_by_itself(
    app: Flask, client: PageClient, told: Ceremony, administrator: PersonCard
) -> None:
    later = clock.now() + timedelta(days=365)
    with app.app_context():
        code = thanks.codes_of(told.tendai_candidacy)[0]
        for given in (False, True):  # said anew, so that the yes has an end
            thanking.say(code, {PUBLIC_SITE: given}, until=later)
    client.sign_in(administrator).send(page(told), ENTRY)
    with time_machine.travel(later - timedelta(seconds=1)), app.app_context():
        assert actions.retire_stories() == 0
    with time_machine.travel(later), app.app_context():
        assert actions.retire_stories() == 1
        assert actions.retire_stories() == 0
    assert shown(app) == []


def test_nobody_without_consent_and_nobody_else_than_administrators(
    client: PageClient, world: World, told: Ceremony, administrator: PersonCard
) -> None:
    silent = f"/winners/{told.round.id}/{told.siobhan_candidacy}/library"
    assert client.sign_in(administrator).get(silent).status_code == 404
    for person in (told.officer, told.chair, told.tendai, world.person()):
        assert client.sign_in(person).get(page(told)).status_code == 404
