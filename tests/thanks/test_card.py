"""The private page: the words, and where they may be told."""

import smtplib
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.mail import queries as mail
from recognition.mail.actions import deliver_due
from recognition.people.models import Person
from recognition.thanks import actions, queries
from recognition.thanks.rules import CHANNELS, agreed
from tests.page_client import PageClient
from tests.world import World

WORDS = "He found the kettle, and then the daughter."
YES = dict.fromkeys(CHANNELS, "yes")


@pytest.fixture
def code(app: Flask, world: World) -> str:
    """The code of Tendai's card; somebody who would rather not be named wrote the words."""
    tendai = world.person("Tendai Moyo")
    round_ = world.round()
    world.nomination(
        round_,
        nominee=tendai,
        nominator=world.person("Quiet Colleague"),
        answers=(WORDS, "She slept."),
        may_name=False,
    )
    candidacy_id, asker = world.candidacy(round_, tendai), world.viewer(world.person())
    with app.app_context():
        assert actions.ask_consent(candidacy_id, actor=asker) == 1
        return queries.codes_of(candidacy_id)[0]


def test_the_card_shows_the_words_to_whoever_holds_the_code(client: PageClient, code: str) -> None:
    page = client.get(f"/thanks/{code}")
    assert page.status_code == 200
    assert WORDS in page.text
    assert "Thank you, Tendai Moyo" in page.text


def test_a_nominator_who_asked_not_to_be_named_is_absent(
    app: Flask, client: PageClient, code: str
) -> None:
    assert "Quiet Colleague" not in client.get(f"/thanks/{code}").text
    with app.app_context():
        letters = [letter for letter in mail.letters() if letter.kind == "thanks.card"]
    assert "Quiet Colleague" not in letters[0].body


def test_opening_the_link_changes_nothing(app: Flask, client: PageClient, code: str) -> None:
    client.get(f"/thanks/{code}")
    client.head(f"/thanks/{code}")
    with app.app_context():
        assert queries.card_of(code).wishes == {}


def test_nobody_writes_to_a_person_who_has_left(app: Flask, world: World) -> None:
    leaver, asker = world.person(), world.viewer(world.person())
    round_ = world.round()
    world.nomination(round_, nominee=leaver)
    number = world.candidacy(round_, leaver)
    with app.app_context(), transaction() as session:
        session.get_one(Person, leaver.id).left_at = clock.now()
    with app.app_context(), pytest.raises(Refused):
        actions.ask_consent(number, actor=asker)


def test_wishes_are_kept_and_can_be_changed(app: Flask, client: PageClient, code: str) -> None:
    path = f"/thanks/{code}"
    assert client.send(path, YES).status_code == 302
    client.send(path, {**YES, "photo": "no"})
    with app.app_context():
        assert queries.card_of(code).wishes == {**dict.fromkeys(CHANNELS, True), "photo": False}
    page = client.get(path).text
    assert page.count("checked") == len(CHANNELS) + 1  # and for how long


def test_an_unanswered_channel_is_asked_for_again_and_the_answers_stay(
    client: PageClient, code: str
) -> None:
    answer = client.send(f"/thanks/{code}", {"intranet": "yes"})
    assert answer.status_code == 422
    assert "choose yes or no" in answer.text
    assert 'value="yes" checked' in answer.text


@pytest.mark.parametrize("change", ["x", "", "é", "."])
def test_a_changed_code_opens_nothing(client: PageClient, code: str, change: str) -> None:
    path = f"/thanks/{code}{change}" if change else f"/thanks/{code[:-1]}"
    assert client.get(path).status_code == 404


def test_the_private_link_is_nowhere_in_the_outbox(app: Flask, code: str) -> None:
    with app.app_context():
        letters = mail.letters()
    assert all(code not in f"{letter.subject}{letter.body}" for letter in letters)


def test_a_mail_server_that_is_down_does_not_stop_the_question(app: Flask, code: str) -> None:
    def down(_message: object) -> None:
        raise smtplib.SMTPServerDisconnected

    sent: list[EmailMessage] = []

    with app.app_context():
        assert deliver_due(down) == 0
    with app.app_context(), time_machine.travel(clock.now() + timedelta(hours=1)):
        deliver_due(sent.append)
    letter = next(message for message in sent if "kind about your work" in message["Subject"])
    assert f"/thanks/{code}" in letter.get_content()


@pytest.mark.parametrize(
    ("asked", "said", "together"),
    [
        ([], {}, "not_asked"),
        ([1], {}, "waiting"),
        ([1], {1: True}, "given"),
        ([1, 2], {1: True}, "waiting"),
        ([1, 2], {1: True, 2: False}, "refused"),
        ([1, 2], {2: False}, "refused"),
        ([1, 2], {1: True, 2: True}, "given"),
    ],
)
def test_a_team_has_agreed_when_every_member_who_was_asked_said_yes(
    asked: list[int], said: dict[int, bool], together: str
) -> None:
    assert agreed(asked, said) == together
