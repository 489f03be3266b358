"""Asking by letter where a story may be told: once, kindly, and reminded of once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from recognition import clock
from recognition.app import CHORES
from recognition.audit import queries as audit
from recognition.database import db
from recognition.errors import Refused
from recognition.mail import queries as mail
from recognition.nominations.queries import Nominee
from recognition.people.queries import PersonCard, Viewer
from recognition.thanks import actions, queries
from recognition.thanks.models import ConsentAsked
from recognition.thanks.rules import CHANNELS, PHOTO
from tests.thanks.conftest import Desk, team_of
from tests.world import World

WEEK = timedelta(days=7, minutes=1)
YES = dict.fromkeys(CHANNELS, True)


@dataclass
class Asked:
    """Somebody who was thanked, their candidacy, and whoever asks."""

    app: Flask
    desk: Desk
    tendai: PersonCard
    number: int
    asker: Viewer
    reference: str

    def ask(self) -> int:
        with self.app.app_context():
            return actions.ask_consent(self.number, actor=self.asker)

    def chase(self, after: timedelta = WEEK) -> int:
        with self.app.app_context():
            return actions.chase_consents(clock.now() + after)

    def say(self, **answers: bool) -> None:
        with self.app.app_context():
            code = queries.codes_of(self.number)[0]
            actions.say(code, answers or YES)

    def letters(self) -> list[str]:
        self.desk.deliver()
        return [text for text in self.desk.letters_to(self.tendai) if "tell your story" in text]

    def rows(self) -> list[ConsentAsked]:
        with self.app.app_context():
            found = list(db.session.scalars(select(ConsentAsked)))
            db.session.expunge_all()
            return found


@pytest.fixture
def asked(app: Flask, desk: Desk, world: World) -> Asked:
    """Tendai was thanked, and the letter has arrived."""
    tendai, round_ = world.person("Tendai Moyo"), world.round()
    reference = world.nomination(round_, nominee=tendai, answers=("He sang.", "She slept."))
    desk.thank()
    desk.deliver()
    asker = world.viewer(world.person())
    return Asked(app, desk, tendai, world.candidacy(round_, tendai), asker, reference)


def test_whoever_was_thanked_is_asked_by_letter_with_the_link_of_their_card(
    app: Flask, asked: Asked
) -> None:
    assert asked.ask() == 1
    letter = asked.letters()[0]
    assert letter.startswith("May we tell your story?\nDear Tendai Moyo,\n\nThank you for what")
    with app.app_context():
        assert f"/thanks/{queries.codes_of(asked.number)[0]}" in letter
    assert len(asked.rows()) == len(asked.desk.cards()) == 1


def test_the_letter_tells_no_outcome_and_no_story(asked: Asked) -> None:
    asked.ask()
    letter = asked.letters()[0].lower()
    for word in ("won", "winner", "award", "commended", "shortlist", "panel", "he sang"):
        assert word not in letter.replace("kindness awards", "")


def test_pressing_twice_sends_once(asked: Asked) -> None:
    assert [asked.ask(), asked.ask()] == [1, 0]
    assert len(asked.letters()) == 1


def test_two_people_asking_at_the_same_moment_send_one_letter(asked: Asked) -> None:
    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(lambda _again: asked.ask(), range(4)))
    assert sorted(counts) == [0, 0, 0, 1]
    assert len(asked.letters()) == 1


def test_whoever_has_answered_everything_is_not_asked(asked: Asked) -> None:
    asked.say()
    assert asked.ask() == 0
    assert not asked.letters()


def test_whoever_answered_a_part_is_asked_for_the_rest(asked: Asked) -> None:
    asked.say(intranet=True)
    assert asked.ask() == 1


def test_whoever_wishes_no_letters_has_left_or_has_no_address_is_asked_in_person(
    app: Flask, asked: Asked, desk: Desk, world: World
) -> None:
    with app.app_context():
        actions.be_quiet(asked.tendai.id, actor_id=None)
    with pytest.raises(Refused, match="record what they say on paper"):
        asked.ask()
    world.nomination(world.round(name="Later"), nominee=Nominee("described", "Sue", "Ward 7"))
    desk.thank()
    with app.app_context(), pytest.raises(Refused, match="We cannot write to Sue"):
        actions.ask_consent(desk.cards()[-1].candidacy_id, actor=asked.asker)


def test_a_letter_to_somebody_who_left_before_it_went_is_not_sent(asked: Asked, desk: Desk) -> None:
    asked.ask()
    desk.has_left(asked.tendai)
    assert not asked.letters()


def test_a_team_is_asked_member_by_member_and_whoever_joins_later_when_asked_again(
    app: Flask, desk: Desk, world: World
) -> None:
    first, leaver = world.person(team="Ward 7"), world.person(team="Ward 7")
    round_, asker = world.round(), world.viewer(world.person())
    world.nomination(round_, nominee=team_of(world, first, leaver))
    desk.thank()
    number = desk.cards()[0].candidacy_id
    with app.app_context():
        assert actions.ask_consent(number, actor=asker) == 2
        codes = {card.person_id: queries.code_of(card.id) for card in desk.cards()}
        actions.say(codes[first.id], YES)
        actions.say(codes[leaver.id], YES)
    desk.has_left(leaver)
    joiner = world.person(team="Ward 7")
    with app.app_context():
        assert queries.consents([number], PHOTO) == {number: "given"}
        assert actions.ask_consent(number, actor=asker) == 1
        assert queries.consents([number], PHOTO) == {number: "waiting"}
        sheet = queries.consent_sheet([number])[number]
    assert sheet.channels[PHOTO].missing == (joiner.name,)


def test_one_members_no_is_a_no_of_the_team(app: Flask, desk: Desk, world: World) -> None:
    members = [world.person(team="Ward 7") for _again in range(3)]
    world.nomination(world.round(), nominee=team_of(world, *members))
    desk.thank()
    number = desk.cards()[0].candidacy_id
    with app.app_context():
        codes = {card.person_id: queries.code_of(card.id) for card in desk.cards()}
        actions.say(codes[members[0].id], YES)
        actions.say(codes[members[1].id], {**YES, PHOTO: False})
        sheet = queries.consent_sheet([number])[number]
    assert sheet.channels[PHOTO].state == "refused"
    assert sheet.channels[PHOTO].refused == (members[1].name,)
    assert sheet.channels["press"].state == "waiting"
    assert sheet.channels["press"].missing == (members[2].name,)


def test_whoever_does_not_answer_is_reminded_once_after_a_week(app: Flask, asked: Asked) -> None:
    asked.ask()
    asked.letters()
    assert asked.chase(timedelta(days=6, hours=23)) == 0
    assert [asked.chase(), asked.chase(), asked.chase(5 * WEEK)] == [1, 0, 0]
    _question, reminder = asked.letters()
    assert reminder.startswith("May we tell your story? A reminder\nDear Tendai Moyo,")
    assert "will not remind you again" in reminder
    assert actions.chase_consents in CHORES
    with app.app_context():
        assert [e.action for e in audit.entries(action="thanks.reminded")[0]] == ["thanks.reminded"]


def test_two_workers_at_the_same_moment_remind_once(asked: Asked) -> None:
    asked.ask()
    asked.letters()
    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(lambda _again: asked.chase(), range(4))) == 1
    assert len(asked.letters()) == 2


@pytest.mark.parametrize("why", ["answered", "quiet", "left", "withdrawn", "not sent"])
def test_nobody_is_reminded_without_need(app: Flask, asked: Asked, desk: Desk, why: str) -> None:
    asked.ask()
    if why != "not sent":
        asked.letters()
    if why == "answered":
        asked.say()
    elif why == "quiet":
        with app.app_context():
            actions.be_quiet(asked.tendai.id, actor_id=None)
    elif why == "left":
        desk.has_left(asked.tendai)
    elif why == "withdrawn":
        desk.change(asked.reference, withdrawn_at=clock.now())
    assert asked.chase() == 0


def test_a_question_or_reminder_that_has_not_left_is_taken_back_by_the_answer(
    app: Flask, asked: Asked
) -> None:
    asked.ask()
    asked.letters()
    asked.chase()
    asked.say(intranet=True)
    with app.app_context():
        assert [one.given_up_at for one in mail.letters() if "reminder" in one.kind] == [None]
    asked.say()
    assert len(asked.letters()) == 1


def test_a_mail_server_that_is_down_stops_nothing_and_a_lost_letter_shows(
    app: Flask, asked: Asked, desk: Desk
) -> None:
    asked.ask()
    desk.give_up()
    with app.app_context():
        sheet = queries.consent_sheet([asked.number])[asked.number]
    assert sheet.respondents[0].is_lost
    assert asked.chase(4 * WEEK) == 0


def test_what_was_typed_as_a_name_adds_no_link_to_the_letter(
    app: Flask, desk: Desk, world: World
) -> None:
    nasty = world.person("www.evil.example\r\nBcc: x@y.example")
    round_ = world.round()
    world.nomination(round_, nominee=nasty)
    desk.thank()
    with app.app_context():
        actions.ask_consent(world.candidacy(round_, nasty), actor=world.viewer(world.person()))
    sent: list[EmailMessage] = []
    desk.deliver(sent.append)
    letter = next(one for one in sent if one["Subject"] == "May we tell your story?")
    assert letter["Bcc"] is None
    assert "www.evil.example" not in letter.get_content()


def test_a_yes_that_ended_is_asked_for_again(app: Flask, asked: Asked) -> None:
    asked.ask()
    with app.app_context():
        end = clock.now() + timedelta(days=30)
        actions.say(queries.codes_of(asked.number)[0], YES, until=end)
    assert asked.ask() == 0
    with time_machine.travel(end + timedelta(days=1)):
        with app.app_context():
            sheet = queries.consent_sheet([asked.number])[asked.number]
        assert {one.state for one in sheet.channels.values()} == {"ended"}
        assert [asked.ask(), asked.ask()] == [1, 0]
