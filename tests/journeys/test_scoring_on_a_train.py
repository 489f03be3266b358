"""Ten to score on a phone, in a train that goes through tunnels: nothing is lost."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import func, select

from recognition.database import db
from recognition.panel.models import Review, Score
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import Complaints, Site

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
STORIES = 10
KEPT = "Kept on this device: it will be saved when you are online again."
WAITING = "Kept on this device: your scores will be sent when you are online again."


@dataclass
class Train:
    """A panellist on a phone, with stories to read."""

    site: Site
    page: Page
    round: RoundCard
    numbers: list[int]

    def read(self, number: int) -> None:
        """Open one of them."""
        self.page.goto(f"/panel/read/{number}")

    def score(self, points: int) -> None:
        """Open the sheet and give the same points everywhere, with the thumb."""
        self.open_sheet(self.page)
        for group in self.page.locator("[data-score]").all():
            group.locator(f"input[value='{points}']").check()

    def open_sheet(self, page: Page) -> None:
        """Touch the edge of the sheet, so that it opens."""
        page.locator("#scores h2").first.click()

    def send(self) -> None:
        """Press the button."""
        self.page.get_by_role("button", name="Send my scores").click()

    def offline(self, *, off: bool) -> None:
        """Go into a tunnel, or leave it."""
        self.page.context.set_offline(off)

    def said(self, words: str) -> None:
        """Wait for what the page says about saving."""
        expect(self.page.locator("[data-keep]")).to_contain_text(words)

    def sent(self) -> int:
        """How many reviews the server has, sent."""
        with self.site.app.app_context():
            found = select(func.count(Review.id)).where(Review.sent_at.is_not(None))
            return db.session.scalar(found) or 0

    def points(self) -> list[int | None]:
        """Every score that the server has, in order."""
        with self.site.app.app_context():
            return list(db.session.scalars(select(Score.points).order_by(Score.review_id)))

    def on_device(self) -> int:
        """How many stories are kept on the device."""
        keys = "Object.keys(localStorage).filter((key) => key.startsWith('scores:')).length"
        return int(self.page.evaluate(keys))


@pytest.fixture
def panellist(quick_site: Site) -> PersonCard:
    return quick_site.world.person("Ben Carter", team="Estates")


@pytest.fixture
def train(
    quick_site: Site,
    visit: Callable[..., Page],
    complaints: Complaints,
    open_round: RoundCard,
    panellist: PersonCard,
) -> Train:
    world = quick_site.world
    world.appoint(open_round, panellist)
    sender = world.person()
    numbers = []
    for _one in range(STORIES):
        nominee = world.person()
        world.nomination(open_round, nominee=nominee, nominator=sender)
        numbers.append(world.candidacy(open_round, nominee))
        world.assigned(numbers[-1], panellist)
    page = visit(quick_site, viewport=PHONE, has_touch=True)
    quick_site.admit(page.context, panellist)
    return Train(quick_site, page, open_round, numbers)


@pytest.fixture(autouse=True)
def tunnels(complaints: Complaints) -> object:
    """A tunnel is no complaint."""
    yield
    complaints.heard[:] = [heard for heard in complaints.heard if "DISCONNECTED" not in heard]


def test_a_panellist_scores_ten_with_the_connection_dropped_and_loses_nothing(
    train: Train,
) -> None:
    page = train.page
    train.read(train.numbers[0])
    for place in range(STORIES):
        expect(page.get_by_text(f"Story {place + 1} of {STORIES}")).to_be_visible()
        points = 1 + place % 5
        if place == 3:  # a tunnel while scoring, left before sending
            train.offline(off=True)
            train.score(points)
            train.said(KEPT)
            train.offline(off=False)
            train.said("Saved at")
            assert train.on_device() == 0
        elif place == 6:  # a tunnel while sending
            train.score(points)
            train.offline(off=True)
            page.get_by_label("Comment for the chair").fill("Written in a tunnel")
            train.send()
            train.said(WAITING)
            assert train.sent() == place
            train.offline(off=False)
            continue
        else:
            train.score(points)
        train.send()
    expect(page.get_by_text("That was the last one: thank you.")).to_be_visible()
    assert train.sent() == STORIES
    wanted = [1 + place % 5 for place in range(STORIES) for _criterion in range(2)]
    assert train.points() == wanted
    with train.site.app.app_context():
        comments = db.session.scalars(select(Review.comment).where(Review.comment != "")).all()
    assert comments == ["Written in a tunnel"]
    assert train.on_device() == 0


def test_what_was_kept_comes_back_after_the_page_was_closed(train: Train) -> None:
    first, second = train.numbers[:2]
    train.read(first)
    train.offline(off=True)
    train.score(4)
    train.said(KEPT)
    train.page.goto("about:blank")
    train.offline(off=False)
    train.page.goto(f"/panel/{train.round.id}")
    expect(train.page.get_by_text("Kept on this device and not with us yet")).to_be_visible()
    train.read(second)
    train.read(first)
    # a browser may still deliver what a closed page was sending
    expect(train.page.locator("[data-keep]")).to_contain_text(re.compile("aved (at|on)"))
    assert train.points() == [4, 4]
    assert train.on_device() == 0


def test_another_tab_is_a_conflict_that_shows_both_and_loses_nothing(train: Train) -> None:
    first = train.numbers[0]
    train.read(first)
    other = train.page.context.new_page()
    other.goto(f"/panel/read/{first}")
    train.score(4)
    train.said("Saved at")
    train.open_sheet(other)
    other.get_by_label("Comment for the chair").fill("From the other tab")
    other.get_by_role("button", name="Look at both versions").click()
    expect(other.get_by_text("Saved in your other tab")).to_be_visible()
    expect(other.get_by_label("Comment for the chair")).to_have_value("From the other tab")
    train.open_sheet(other)
    other.locator("[data-score]").first.locator("input[value='2']").check()
    expect(other.locator("[data-keep]")).to_contain_text("Saved at")
    assert train.points() == [2]


def test_what_is_kept_is_never_shown_to_another_and_goes_at_sign_out(
    quick_site: Site, train: Train
) -> None:
    page, first = train.page, train.numbers[0]
    train.read(first)
    train.offline(off=True)
    train.score(5)
    train.said(KEPT)
    page.goto("about:blank")
    train.offline(off=False)
    another = quick_site.world.person("Olu Adeyemi", team="Catering")
    quick_site.world.appoint(train.round, another)
    quick_site.world.assigned(first, another)
    quick_site.admit(page.context, another)
    train.read(first)
    assert train.on_device() == 0
    expect(page.locator("[data-score] input:checked")).to_have_count(0)

    train.offline(off=True)
    train.score(3)
    train.said(KEPT)
    page.goto("about:blank")
    train.offline(off=False)
    page.goto("/panel")
    assert train.on_device() == 1
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
    assert train.on_device() == 0


def test_keys_score_and_go_to_the_next_and_the_previous_story(train: Train) -> None:
    page = train.page
    page.set_viewport_size({"width": 1280, "height": 900})
    train.read(train.numbers[0])
    groups = page.locator("[data-score]")
    groups.first.locator("input").first.focus()
    page.keyboard.press("4")
    page.keyboard.press("Enter")
    page.keyboard.press("n")
    expect(groups.first.locator("input[value='4']")).to_be_checked()
    expect(groups.last.locator("input[value='na']")).to_be_checked()
    train.said("Saved at")
    page.keyboard.press("j")
    page.wait_for_url(f"**/panel/read/{train.numbers[1]}")
    page.get_by_label("Private note, only for you").fill("k and j are letters here")
    page.get_by_label("Private note, only for you").press("j")
    page.locator("h1").click()
    page.keyboard.press("k")
    page.wait_for_url(f"**/panel/read/{train.numbers[0]}")


def test_keys_that_somebody_switched_off_stay_off(train: Train) -> None:
    page = train.page
    page.set_viewport_size({"width": 1280, "height": 900})
    train.read(train.numbers[0])
    switch = page.get_by_label("Use these keys on this computer")
    page.locator("[data-keys] summary").click()
    switch.uncheck()
    here = page.url
    page.locator("h1").click()
    page.keyboard.press("j")
    first = page.locator("[data-score]").first
    first.locator("input").first.focus()
    page.keyboard.press("4")
    page.keyboard.press("n")
    page.keyboard.press("j")
    expect(page.locator("[data-score] input:checked")).to_have_count(0)
    assert page.url == here
    page.goto(here)  # it holds for the next page, too
    page.locator("[data-keys] summary").click()
    expect(switch).not_to_be_checked()
    page.keyboard.press("j")
    assert page.url == here
    switch.check()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.wait_for_url(f"**/panel/read/{train.numbers[1]}")
