"""Taking a consent back: out at the next request, past uses listed, communications told once."""

from datetime import timedelta

import pytest
from flask import Flask

from recognition import clock
from recognition.mail import queries as mail
from recognition.mail.models import Letter
from recognition.people.rules import COMMUNICATIONS
from recognition.thanks import actions, queries
from recognition.thanks.rules import CHANNELS, NEWSLETTER, PUBLIC_SITE, SOCIAL_MEDIA
from tests.newsletter.test_packs import announced, download, officer
from tests.page_client import PageClient
from tests.winners.conftest import Ceremony, ceremony
from tests.world import World

__all__ = ["announced", "ceremony", "officer"]


def say(app: Flask, candidacy_id: int, *, given: bool, channels: tuple[str, ...]) -> None:
    with app.app_context():
        code = queries.codes_of(candidacy_id)[0]
        actions.say(code, dict.fromkeys(channels, given))


def letters(app: Flask) -> list[Letter]:
    with app.app_context():
        return [letter for letter in mail.letters() if letter.kind == "newsletter.withdrawn"]


def test_a_withdrawal_unpublishes_at_the_next_request_and_tells_communications_of_past_uses(
    app: Flask, officer: PageClient, world: World, announced: Ceremony
) -> None:
    second = world.granted(COMMUNICATIONS)
    world.granted(COMMUNICATIONS, world.person(organisation="Another Trust"))
    download(officer, announced, "docx")
    page = f"/winners/{announced.round.id}"
    assert "Tendai Moyo" in officer.get(page).text
    gone = (NEWSLETTER, SOCIAL_MEDIA, PUBLIC_SITE)
    say(app, announced.tendai_candidacy, given=False, channels=gone)
    assert "Tendai Moyo" not in officer.get(page).text
    told = letters(app)
    assert {one.to_address for one in told} == {announced.officer.email, second.email}
    assert len(told) == 2
    body = told[0].body
    assert told[0].subject == "Please stop telling the story of Tendai Moyo"
    assert "no longer wishes their story to be told in: Newsletter, Website, Social media." in body
    assert "- a pack (docx) on " in body
    assert f"by {announced.officer.name}" in body


def test_saying_no_again_or_yes_again_tells_nobody(
    app: Flask, world: World, announced: Ceremony
) -> None:
    for given in (False, False, True):
        say(app, announced.tendai_candidacy, given=given, channels=(NEWSLETTER,))
    assert len(letters(app)) == 1
    assert "It has not been taken into a pack." in letters(app)[0].body


def test_nobody_is_told_of_what_was_never_public(
    app: Flask, world: World, ceremony: Ceremony
) -> None:
    world.decided(ceremony.tendai_candidacy, ceremony.chair)
    for number in (ceremony.tendai_candidacy, ceremony.siobhan_candidacy):
        world.consented(number)
    world.announced(ceremony.round, after=timedelta(days=1))
    say(app, ceremony.tendai_candidacy, given=False, channels=CHANNELS)
    say(app, ceremony.siobhan_candidacy, given=False, channels=CHANNELS)
    assert not letters(app)


def test_a_withdrawal_on_paper_tells_communications_too(
    app: Flask, world: World, announced: Ceremony
) -> None:
    actor = world.viewer(world.administrator())
    with app.app_context():
        actions.record_on_paper(
            announced.tendai_candidacy,
            announced.tendai.id,
            {NEWSLETTER: False},
            day=clock.today(),
            span="always",
            actor=actor,
        )
    assert len(letters(app)) == 1


def test_either_the_withdrawal_and_its_letter_are_kept_or_neither(
    app: Flask, announced: Ceremony, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_facts: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("recognition.newsletter.withdrawing.mail.write", broken)
    with pytest.raises(RuntimeError):
        say(app, announced.tendai_candidacy, given=False, channels=(NEWSLETTER,))
    with app.app_context():
        number = announced.tendai_candidacy
        assert queries.consents([number], NEWSLETTER) == {number: "given"}
