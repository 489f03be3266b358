"""The whole story, as the people in it live it: from a nomination to a page of a newsletter."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import docx
import openpyxl
import pytest
import time_machine
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.panel import actions as panel
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from tests.browser import Site, arrived, become_nobody

pytestmark = pytest.mark.browser

STORY = "She stayed two hours after her shift so that he was not alone."
CITATION = "Asha stayed, so that a frightened man was not alone."


@dataclass
class Cast:
    """Who takes part."""

    administrator: PersonCard
    nominator: PersonCard
    nominee: PersonCard
    chair: PersonCard
    panellists: tuple[PersonCard, PersonCard]
    officer: PersonCard


@pytest.fixture
def cast(site: Site) -> Cast:
    world = site.world
    return Cast(
        administrator=world.administrator(),
        nominator=world.person("Nia Novak", team="Larch Ward"),
        nominee=world.person("Asha Patel", team="Hazel Ward"),
        chair=world.person("Grace Okafor", team="Learning"),
        panellists=(
            world.person("Ben Carter", team="Estates"),
            world.person("Tendai Moyo", team="Pharmacy"),
        ),
        officer=world.granted(COMMUNICATIONS, world.person("Carys Lloyd", team="News")),
    )


@pytest.fixture
def round_(site: Site, cast: Cast) -> RoundCard:
    return site.world.round(closes_in=timedelta(hours=1))


@dataclass
class Story:
    """Each method is what one person does, on the pages they would use."""

    site: Site
    page: Page
    cast: Cast
    round: RoundCard

    def as_(self, person: PersonCard) -> Page:
        """Sign in by letter, as somebody else than before."""
        become_nobody(self.page)
        self.site.enter(self.page, person)
        return self.page

    def press(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("button", name=name).click()

    def follow(self, name: str) -> None:
        self.page.get_by_role("main").get_by_role("link", name=name).first.click()

    def told(self, words: str) -> None:
        """The page says these words."""
        expect(self.page.get_by_role("main")).to_contain_text(words)

    def choose_a_chair(self) -> None:
        page = self.as_(self.cast.administrator)
        page.goto(f"/manage/panel/{self.round.id}?q=Grace")
        page.get_by_label("Chair: leads the panel").check()
        self.press("Appoint Grace Okafor")
        self.told("Appointed.")

    def nominate(self) -> str:
        """Nominate with the type-ahead; return the reference."""
        page = self.as_(self.cast.nominator)
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Nominate").click()
        arrived(page, "Who would you like to nominate?")
        page.get_by_label("Name of a colleague or a team").press_sequentially("ash")
        page.get_by_role("option", name="Asha Patel").click()
        self.press("Continue")
        arrived(page, "Tell us about Asha Patel")
        story, impact = page.locator("textarea").all()
        story.fill(STORY)
        impact.fill("He said it was the first night he slept.")
        self.press("Continue")
        page.get_by_label("Yes, tell them").check()
        self.press("Continue")
        self.told(STORY)
        self.press("Send nomination")
        arrived(page, "Thank you. We have your nomination of Asha Patel")
        return page.locator("strong.numbers").inner_text()

    def check(self) -> None:
        page = self.as_(self.cast.administrator)
        page.goto("/manage/checking")
        self.follow("Asha Patel")
        page.get_by_role("button", name="Accept", exact=True).click()
        self.told("Everything is checked")

    def give_out_the_stories(self) -> None:
        page = self.as_(self.cast.chair)
        for panellist in self.cast.panellists:
            page.goto(f"/panel/{self.round.id}/people?q={panellist.name}")
            self.press(f"Appoint {panellist.name}")
            self.told("Appointed.")
        self.follow("Who reads what")
        self.press("Give everyone a fair share")
        self.told("Shared among 2 panellists, each with one letter.")

    def score(self, panellist: PersonCard, points: str) -> None:
        page = self.as_(panellist)
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Panel").click()
        arrived(page, "Your panels")
        page.goto(f"/panel/{self.round.id}")
        self.follow("Asha Patel")
        arrived(page, "Asha Patel")
        self.told(STORY)
        for group in page.locator("[data-score]").all():
            group.locator(f"input[value='{points}']").check()
        self.press("Send my scores")
        self.told("Your scores are sent.")

    def decide(self) -> None:
        page = self.as_(self.cast.chair)
        with self.site.app.app_context():
            panel.calculate(self.round.id)  # as the worker does every minute
        page.goto(f"/panel/{self.round.id}/ranking")
        self.told("4.50")
        self.follow("Record an outcome")
        page.get_by_label("Winner").check()
        page.get_by_label("Why?").fill("Both readers were moved.")
        self.press("Record the outcome")
        self.told("The outcome for Asha Patel is recorded.")

    def prepare(self) -> None:
        page = self.as_(self.cast.officer)
        page.goto("/winners/prepare")
        self.follow(self.round.name)
        self.follow("Write")
        page.get_by_role("textbox", name="Citation").fill(CITATION)
        sentence = page.get_by_role("group", name=STORY)
        sentence.get_by_label("Quote").check()
        self.press("Put the marked sentences together")
        expect(page.get_by_role("textbox", name="A quote")).to_have_value(STORY)
        expect(page.get_by_role("textbox", name="Citation")).to_have_value(CITATION)
        self.press("Save the citation")
        self.told("The citation is saved.")
        self.press("Send to the chair")
        self.told("The chair has the words now.")

    def approve(self) -> None:
        """A letter tells the chair that words wait."""
        page = self.as_(self.cast.chair)
        letter = self.site.letter(self.cast.chair.email, "Words that wait for you")
        page.goto(self.site.link_in(letter))
        self.follow("Asha Patel")
        self.told(CITATION)
        self.press("Approve these words")
        self.told("The words are approved.")

    def let_yourself_be_named(self) -> None:
        """The nominator is asked by letter, and needs no account for it."""
        become_nobody(self.page)
        letter = self.site.letter(self.cast.nominator.email, "May we name you")
        self.page.goto(self.site.link_in(letter))
        self.told(STORY)
        self.press("Yes, name me")
        self.told("Your name may stand beside your words.")

    def consent(self) -> None:
        """The nominee needs no account: the letter holds the way to their page."""
        page = self.page
        become_nobody(page)
        letter = self.site.letter(self.cast.nominee.email, "May we tell your story?")
        page.goto(self.site.link_in(letter))
        self.told(STORY)
        self.told(CITATION)
        self.press("These words are right")
        self.told("We know now that the words are right.")
        for yes in page.locator("#wishes").get_by_label("Yes", exact=True).all():
            yes.check()
        self.press("Save my wishes")
        self.told("We will do as you wish.")

    def announce(self) -> None:
        """Set the news for two minutes from now."""
        page = self.as_(self.cast.officer)
        page.goto(f"/winners/prepare/{self.round.id}")
        self.told("Agreed")
        at = clock.in_london(clock.now() + timedelta(minutes=2))
        for label, text in (
            ("Day", at.day), ("Month", at.month), ("Year", at.year), ("Time", f"{at:%H:%M}"),
        ):  # fmt: skip
            page.get_by_label(label).fill(str(text))
        self.press("See what goes out")
        self.told("Dear Asha Patel,")
        self.press("Confirm the announcement")
        self.told("The winners will be public from")

    def public_page(self) -> str:
        """Return what the world sees of the winners."""
        become_nobody(self.page)
        self.page.goto("/winners")
        return self.page.get_by_role("main").inner_text()

    def downloads(self) -> dict[str, Path]:
        """Return the files of the newsletter, by kind."""
        page = self.as_(self.cast.officer)
        page.get_by_role("navigation", name="Menu").get_by_role("link", name="Newsletter").click()
        self.follow(self.round.name)
        files = {}
        for name in ("Download for Word", "E-mail (HTML)", "Excel", "CSV"):
            with page.expect_download() as waiting:
                page.get_by_role("button", name=name).click()
            files[waiting.value.suggested_filename.rsplit(".", 1)[-1]] = waiting.value.path()
        return files


def test_a_nomination_becomes_a_winner_the_world_can_read_about(
    site: Site,
    cast: Cast,
    round_: RoundCard,
    visit: Callable[..., Page],
    tmp_path: Path,
) -> None:
    with time_machine.travel(clock.now(), tick=True) as traveller:
        story = Story(site, visit(site), cast, round_)
        story.choose_a_chair()
        reference = story.nominate()
        assert reference in site.letter(cast.nominator.email, "Asha Patel").get_content()
        story.check()
        story.give_out_the_stories()
        for panellist, points in zip(cast.panellists, "45", strict=True):
            site.letter(panellist.email, "Stories to read")
            story.score(panellist, points)

        traveller.shift(timedelta(hours=2))  # the round has closed
        story.decide()
        story.prepare()
        story.approve()
        story.let_yourself_be_named()
        story.consent()
        story.announce()
        assert "Asha Patel" not in story.public_page()

        traveller.shift(timedelta(minutes=2))  # the news is out
        shown = story.public_page()
        assert "Asha Patel" in shown
        assert CITATION in shown
        story.page.goto(f"/winners/{round_.id}")
        story.told(STORY)
        story.told("Nia Novak")
        files = story.downloads()
        _check_downloads(files, story.page, tmp_path)


def _check_downloads(files: dict[str, Path], page: Page, tmp_path: Path) -> None:
    assert set(files) == {"docx", "html", "xlsx", "csv"}
    word = docx.Document(io.BytesIO(files["docx"].read_bytes()))
    body = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert "Asha Patel" in body
    assert CITATION in body

    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"].read_bytes())).worksheets[0]
    cells = [cell for row in sheet.iter_rows(values_only=True) for cell in row]
    assert "Asha Patel" in cells
    assert CITATION in cells

    table = files["csv"].read_text("utf-8-sig")
    assert "Asha Patel" in table
    assert CITATION in table

    letter = tmp_path / "newsletter.html"
    letter.write_bytes(files["html"].read_bytes())
    page.goto(letter.as_uri())
    expect(page.get_by_text("Asha Patel").first).to_be_visible()
    expect(page.get_by_text(CITATION)).to_be_visible()
