"""Newsletter day at 16:00: from the chair's decision to a ZIP, with everybody's own wishes kept."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.panel import actions as panel
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard, workplace
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from recognition.thanks.rules import NEWSLETTER, PHOTO, PUBLIC_SITE, SOCIAL_MEDIA, channel_name
from tests.browser import Site, arrived, become_nobody
from tests.journeys.conftest import Open
from tests.winners.pictures import photograph

pytestmark = pytest.mark.browser

STORY = "Nobody on the ward was left to wait alone that night."


@dataclass
class Day:
    """Who is about that afternoon, and the one tab they share."""

    site: Site
    page: Page
    round: RoundCard
    chair: PersonCard
    officer: PersonCard
    ann: PersonCard
    dee: PersonCard
    members: tuple[PersonCard, PersonCard]
    numbers: dict[str, int]
    traveller: time_machine.Traveller

    def as_(self, person: PersonCard | None) -> Page:
        """Be somebody else: signed in, or a visitor."""
        become_nobody(self.page)
        if person is not None:
            self.site.admit(self.page.context, person)
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name, exact=True).click()

    def told(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def decide(self) -> None:
        self.as_(self.chair)
        for number in self.numbers.values():
            self.page.goto(f"/winners/decide/{number}")
            self.page.get_by_label("Winner").check()
            self.page.get_by_label("Why?").fill("The panel was moved.")
            self.press("Record the outcome")
            self.told("is recorded.")

    def write(self) -> None:
        """Mark a sentence of each story, and send it to the chair."""
        self.as_(self.officer)
        for number in self.numbers.values():
            self.page.goto(f"/winners/citation/{number}")
            self.page.get_by_role("group", name=STORY).get_by_label("Citation").check()
            self.press("Put the marked sentences together")
            self.press("Save the citation")
            self.told("The citation is saved.")
            self.press("Send to the chair")
            self.told("The chair has the words now.")

    def approve(self) -> None:
        self.as_(self.chair)
        for number in self.numbers.values():
            self.page.goto(f"/winners/approve/{number}")
            self.press("Approve these words")
            self.told("The words are approved.")

    def agree(self, person: PersonCard, **refused: bool) -> None:
        """Follow the letter: the words are right; yes to all, but no to what is refused."""
        self.as_(None)
        self.page.goto(self.site.link_in(self.site.letter(person.email, "May we tell your story?")))
        self.press("These words are right")
        self.told("We know now that the words are right.")
        self.wish(*refused)

    def wish(self, *refused: str) -> None:
        for channel in (NEWSLETTER, PUBLIC_SITE, SOCIAL_MEDIA, PHOTO, "intranet", "press"):
            answer = "No" if channel in refused else "Yes"
            group = self.page.get_by_role("group", name=channel_name(channel), exact=True)
            group.get_by_label(answer, exact=True).check()
        self.press("Save my wishes")
        self.told("We will do as you wish.")

    def picture(self, name: str) -> None:
        self.as_(self.officer).goto(f"/winners/photo/{self.numbers[name]}")
        sent = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": photograph()}
        self.page.locator("input[type=file]").set_input_files(sent)
        self.page.get_by_label("What does it show?").fill(f"{name} smiles.")
        self.press("Save the photograph")
        self.told("The photograph is saved.")

    def announce(self) -> None:
        """Set the news for two minutes from now."""
        self.as_(self.officer).goto(f"/winners/prepare/{self.round.id}")
        at = clock.in_london(clock.now() + timedelta(minutes=2))
        for label, text in (
            ("Day", at.day), ("Month", at.month), ("Year", at.year), ("Time", f"{at:%H:%M}"),
        ):  # fmt: skip
            self.page.get_by_label(label).fill(str(text))
        self.press("See what goes out")
        self.press("Confirm the announcement")
        self.told("The winners will be public from")

    def desk(self, channel: str) -> Page:
        page = self.as_(self.officer)
        page.goto(f"/newsletter/{self.round.id}?channel={channel}")
        arrived(page, "Newsletter")
        return page

    def zip(self) -> zipfile.ZipFile:
        with self.page.expect_download() as waiting:
            self.press("Everything in one file (ZIP)")
        return zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes()))


@pytest.fixture
def day(quick_site: Site, visit: Open) -> Iterator[Day]:
    """A round that closed an hour ago: Ann, Dee and the team of Bo and Cy were nominated."""
    world = quick_site.world
    with time_machine.travel(clock.now() - timedelta(hours=2), tick=True):
        chair, officer = world.person("Grace Okafor"), world.granted(COMMUNICATIONS)
        ann, dee = world.person("Ann Moss"), world.person("Dee Ross")
        bo, cy = (world.person(f"{name} Day", team="Ward 7") for name in ("Bo", "Cy"))
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        with world.app.app_context():
            team = workplace([bo.id])[bo.id].team_id
        ward = Nominee("team", "Ward 7", "", team_id=team)
        for nominee in (ann, dee, ward):
            world.nomination(round_, nominee=nominee, answers=(STORY, "They slept."))
    with world.app.app_context():
        panel.calculate(round_.id)
        found = nominations.candidacies(round_.id)
        numbers = {card.nominee.name: card.id for card in found}
    with time_machine.travel(clock.now(), tick=True) as traveller:
        yield Day(
            site=quick_site,
            page=visit(quick_site),
            round=round_,
            chair=chair,
            officer=officer,
            ann=ann,
            dee=dee,
            members=(bo, cy),
            numbers=numbers,
            traveller=traveller,
        )


def test_from_decision_to_zip_with_every_refusal_kept_and_a_withdrawal_after_publishing(
    day: Day,
) -> None:
    day.decide()
    day.write()
    day.approve()
    day.agree(day.ann, social_media=False)
    day.agree(day.dee)
    day.agree(day.members[0])
    day.agree(day.members[1], photo=False)
    for name in ("Ann Moss", "Ward 7"):
        day.picture(name)
    day.announce()
    day.as_(None).goto("/winners")
    assert "Ann Moss" not in day.page.content()
    day.traveller.shift(timedelta(minutes=2, seconds=1))
    day.page.reload()
    day.told("Ann Moss")

    page = day.desk(SOCIAL_MEDIA)
    day.told("Ann Moss")
    day.told("would rather not")
    expect(page.get_by_label("Ann Moss", exact=True)).to_have_count(0)
    names, winners = _inside(day.zip())
    assert names == {"Dee Ross", "Ward 7"}
    assert winners["Ward 7"]["photo"] == ""

    day.desk(NEWSLETTER)
    pack = day.zip()
    names, winners = _inside(pack)
    assert names == {"Ann Moss", "Dee Ross", "Ward 7"}
    assert winners["Ann Moss"]["alt_text"] == "Ann Moss smiles."
    pictures = [name for name in pack.namelist() if "photo" in name and name.endswith(".jpg")]
    assert len(pictures) == 3
    assert all("ann-moss" in name for name in pictures)

    _withdraw(day)


def _inside(pack: zipfile.ZipFile) -> tuple[set[str], dict[str, dict[str, str]]]:
    assert pack.testzip() is None
    [data] = [name for name in pack.namelist() if name.endswith(".json")]
    rows = {row["name"]: row for row in json.loads(pack.read(data))["winners"]}
    return set(rows), rows


def _withdraw(day: Day) -> None:
    """Dee changes her mind after all of it, and is gone at the next request."""
    here = f"/winners/{day.round.id}/{day.numbers['Dee Ross']}"
    assert day.as_(None).goto(here).status == 200
    day.page.goto(day.site.link_in(day.site.letter(day.dee.email, "May we tell your story?")))
    day.wish(PUBLIC_SITE, NEWSLETTER, SOCIAL_MEDIA)
    assert day.page.goto(here).status == 404
    letter = day.site.letter(day.officer.email, "Dee Ross").get_content()
    assert "newsletter" in letter.lower()
    page = day.desk(NEWSLETTER)
    expect(page.get_by_label("Dee Ross", exact=True)).to_have_count(0)
    day.told("Already taken into a pack")
