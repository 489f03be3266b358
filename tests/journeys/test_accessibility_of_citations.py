"""The pages of words about a winner: empty, on their way, and refused, open to everybody."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.mail import links
from recognition.mail.models import Letter
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from recognition.thanks import queries as thanks
from recognition.winners import actions
from tests.browser import Site
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser

OWN = "She stayed two hours after her shift so that he was not alone."
PHONE = "She rang 020 7946 0018 and stayed."


class Cast:
    """A round that closed, whose winner is decided and not written about yet."""

    def __init__(self, site: Site) -> None:
        self.site, world = site, site.world
        self.asha = world.person("Asha Patel", team="Hazel Ward")
        self.chair = world.person("Grace Okafor", team="Learning")
        self.officer = world.granted(COMMUNICATIONS, world.person("Carys Lloyd", team="News"))
        with time_machine.travel(clock.now() - timedelta(hours=2), tick=True):
            self.round: RoundCard = world.round(closes_in=timedelta(hours=1))
            world.appoint(self.round, self.chair, role=CHAIR)
            world.nomination(
                self.round, nominee=self.asha, nominator=world.person("Nia Novak"),
                answers=(f"{OWN} He slept at last.", "His family could rest."),
            )  # fmt: skip
        self.number = world.candidacy(self.round, self.asha)
        self._act(
            lambda actor: actions.decide(
                self.number, outcome="winner", reason="", edition=0, actor=actor, now=clock.now()
            )
        )
        self.citation, self.words = (
            f"/winners/{page}/{self.number}" for page in ("citation", "approve")
        )
        self.praise = f"/winners/praise/{self.number}"

    @property
    def app(self) -> Flask:
        return self.site.app

    def _act(self, act: Callable[..., object]) -> None:
        actor = self.site.world.viewer(self.chair)
        with self.app.app_context():
            act(actor)

    def write(self, text: str = PHONE) -> None:
        self._act(
            lambda actor: actions.draft_citation(self.number, text=text, quote=OWN, actor=actor)
        )

    def step(self, act: Callable[..., object], edition: int = 1) -> None:
        self._act(lambda actor: act(self.number, edition=edition, actor=actor, looked=True))

    def card(self) -> str:
        with self.app.app_context():
            return thanks.codes_of(self.number)[0]

    def quote(self) -> str:
        with self.app.app_context():
            letter = db.session.scalars(select(Letter).where(Letter.kind == "winners.quote")).one()
            made = links.make(letter.link_kind or "", letter.link_target or "")
        return str(made).removeprefix(self.site.url)


@pytest.fixture
def cast(quick_site: Site) -> Cast:
    return Cast(quick_site)


def test_the_pages_of_words_are_open_to_everybody(inspector: Inspector, cast: Cast) -> None:
    officer: PersonCard = cast.officer
    inspector.walk(
        [
            (officer, ("/winners/waiting", cast.citation)),
            (cast.chair, ("/winners/waiting", cast.words, cast.praise)),
        ]
    )
    cast.write()
    inspector.walk([(officer, (cast.citation, f"/winners/prepare/{cast.round.id}"))])
    cast.step(actions.send_citation)
    inspector.walk([(cast.chair, ("/winners/waiting", cast.words))])
    cast.step(actions.approve_citation)
    card = cast.card()
    inspector.walk(
        [
            (officer, ("/winners/waiting", cast.citation)),
            (None, (f"/thanks/{card}", f"/winners/agree/{card}", cast.quote())),
        ]
    )
    cast.step(actions.record_agreement)
    cast.write("She stayed all night.")
    cast.step(actions.send_citation, 2)
    inspector.walk([(officer, (cast.citation,)), (cast.chair, (cast.words,))])
    cast.step(actions.approve_citation, 2)
    cast.step(actions.record_agreement, 2)
    cast.site.world.consented(cast.number)
    cast.site.world.announced(cast.round)
    inspector.walk([(None, (f"/thanks/{card}", f"/winners/{cast.round.id}"))])


def test_the_pages_of_words_say_what_is_missing(inspector: Inspector, cast: Cast) -> None:
    inspector.send_empty(cast.officer, cast.citation, "Put the marked sentences together")
    inspector.send_empty(cast.officer, cast.citation, "Save the citation")
    cast.write()
    inspector.send_empty(cast.officer, cast.citation, "Send to the chair")
    cast.step(actions.send_citation)
    inspector.send_empty(cast.chair, cast.words, "Approve these words")
    inspector.send_empty(cast.chair, cast.words, "Send back with this note")
    cast.step(actions.approve_citation)
    inspector.send_empty(None, f"/thanks/{cast.card()}", "These words are right")
    inspector.send_empty(None, f"/thanks/{cast.card()}", "Please change something")


def test_sentences_are_marked_by_keys_alone_and_without_javascript(
    quick_site: Site, visit: Callable[..., Page], cast: Cast
) -> None:
    page = visit(quick_site, java_script_enabled=False)
    quick_site.admit(page.context, cast.officer)
    page.goto(cast.citation)
    box = page.get_by_role("group", name=OWN).get_by_label("Quote")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    button = page.get_by_role("button", name="Put the marked sentences together")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="A quote")).to_have_value(OWN)
