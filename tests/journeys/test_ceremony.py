"""The ceremony on a screen goes on by keys, and without a network once it was opened."""

from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.panel.rules import CHAIR
from recognition.people.rules import COMMUNICATIONS
from tests.browser import Site, arrived
from tests.journeys.conftest import Open
from tests.page_client import PageClient
from tests.winners.pictures import photograph
from tests.winners.test_photo_pages import send

pytestmark = pytest.mark.browser

NAMES = ("Ann Moss", "Bo Day")
WORDS = "Nobody waited alone that night."


@pytest.fixture
def screen(quick_site: Site, visit: Open) -> Page:
    """The page of a round that nobody has heard of yet: Ann won, Bo was highly commended."""
    world = quick_site.world
    with time_machine.travel(clock.now() - timedelta(hours=2), tick=True):
        chair, officer = world.person("Grace Okafor"), world.granted(COMMUNICATIONS)
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        people = [world.person(name) for name in NAMES]
        for person in people:
            world.nomination(round_, nominee=person)
    for person, outcome in zip(people, ("winner", "highly_commended"), strict=True):
        number = world.candidacy(round_, person)
        world.decided(number, chair, outcome=outcome, citation=WORDS)
        world.consented(number)
    client = PageClient(quick_site.app).sign_in(officer)
    send(client, f"/winners/photo/{world.candidacy(round_, people[0])}", photograph())
    page = visit(quick_site)
    quick_site.admit(page.context, officer)
    page.goto(f"/winners/ceremony/{round_.id}")
    arrived(page, round_.name)
    return page


def test_the_winner_is_shown_on_a_key_press_without_a_network(screen: Page) -> None:
    screen.context.set_offline(True)
    screen.get_by_role("button", name="Begin, on the whole screen").click()
    expect(screen.get_by_text("Finalists")).to_be_visible()
    expect(screen.get_by_text(WORDS).first).to_be_hidden()
    screen.keyboard.press("ArrowRight")
    expect(screen.get_by_role("heading", name="Ann Moss")).to_be_visible()
    expect(screen.get_by_text(WORDS).first).to_be_visible()
    picture = screen.get_by_role("img", name="Tendai smiles.")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect(screen.get_by_text("Highly commended: Bo Day")).to_be_visible()
    screen.keyboard.press("ArrowLeft")
    expect(screen.get_by_role("heading", name="Ann Moss")).to_be_hidden()
    screen.keyboard.press("Space")
    expect(screen.get_by_role("heading", name="Ann Moss")).to_be_visible()
    screen.keyboard.press("Escape")
    expect(screen.get_by_role("button", name="Begin, on the whole screen")).to_be_focused()


def test_without_scripts_the_winner_is_behind_one_press(screen: Page) -> None:
    expect(screen.get_by_role("heading", name="Ann Moss")).to_be_hidden()
    screen.get_by_text("And the winner is").focus()
    screen.keyboard.press("Enter")
    expect(screen.get_by_role("heading", name="Ann Moss")).to_be_visible()
