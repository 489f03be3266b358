"""The newsletter desk in a browser: by keys alone, by dragging, and what lands is what is seen."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.panel.rules import CHAIR
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from tests.browser import Site
from tests.journeys.conftest import Open

pytestmark = pytest.mark.browser

NAMES = ("Asha Patel", "Ben Carter", "Cy Okafor")
STORY = "They stayed all night. " * 30


@pytest.fixture
def announced(quick_site: Site) -> RoundCard:
    world = quick_site.world
    with time_machine.travel(clock.now() - timedelta(hours=2), tick=True):
        chair = world.person("Grace Chair")
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        people = [world.person(name) for name in NAMES]
        for person in people:
            world.nomination(round_, nominee=person)
    for person in people:
        number = world.candidacy(round_, person)
        world.decided(number, chair, citation=STORY)
        world.consented(number)
    world.announced(round_)
    return round_


@pytest.fixture
def desk(quick_site: Site, visit: Open, announced: RoundCard) -> Page:
    page = visit(quick_site)
    officer = quick_site.world.granted(COMMUNICATIONS)
    quick_site.admit(page.context, officer)
    page.goto(f"/newsletter/{announced.id}")
    page.wait_for_load_state("load")
    return page


def landing(page: Page) -> list[str]:
    return page.locator(".landing__name").all_inner_texts()


def rows(page: Page) -> list[str]:
    return [str(row.get_attribute("data-name")) for row in page.locator("[data-row]").all()]


def lands(page: Page, *names: str) -> None:
    expect(page.locator(".landing__name")).to_have_text(list(names))


def test_by_keys_alone_somebody_moves_and_is_told_where_they_are(desk: Page) -> None:
    asha, ben, cy = NAMES
    desk.get_by_label(asha, exact=True).focus()
    for _tab in range(2):
        desk.keyboard.press("Tab")
    expect(desk.get_by_role("button", name=f"Down {asha}")).to_be_focused()
    desk.keyboard.press("Enter")
    lands(desk, ben, asha, cy)
    expect(desk.get_by_role("button", name=f"Down {asha}")).to_be_focused()
    expect(desk.locator("[data-said]")).to_have_text(f"{asha} is now 2 of 3")
    desk.keyboard.press("Space")
    lands(desk, ben, cy, asha)
    desk.keyboard.press("Space")  # the last one stays the last
    expect(desk.locator("[data-said]")).to_have_text(f"{asha} is now 3 of 3")
    assert rows(desk) == [ben, cy, asha]


def test_dragging_does_the_same(desk: Page) -> None:
    asha, ben, cy = NAMES
    desk.set_viewport_size({"width": 1280, "height": 1600})  # dragging does not scroll
    handles = desk.locator("[data-handle]")
    start, end = handles.nth(0).bounding_box(), desk.locator("[data-row]").nth(2).bounding_box()
    assert start is not None
    assert end is not None
    desk.mouse.move(start["x"] + 8, start["y"] + 12)
    desk.mouse.down()
    desk.mouse.move(end["x"] + 60, end["y"] + end["height"] / 2, steps=5)
    desk.mouse.move(end["x"] + 60, end["y"] + end["height"] - 6, steps=5)
    desk.mouse.up()
    assert rows(desk) == [ben, cy, asha]
    lands(desk, ben, cy, asha)


def test_the_preview_follows_what_is_chosen_and_typed_is_never_markup(desk: Page) -> None:
    asha, ben, cy = NAMES
    desk.get_by_label(ben, exact=True).uncheck()
    lands(desk, asha, cy)
    desk.get_by_label("50 words").check()
    expect(desk.locator(".landing__count").first).to_have_text("48 words")
    box = desk.get_by_label(f"Words about {asha}")
    assert len(box.input_value().split()) == 48
    desk.locator("summary").filter(has_text=f"Change the words about {asha}").click()
    box.fill("<img src=x onerror=alert(1)> Ours.")
    expect(desk.locator(".landing__words").first).to_have_text("<img src=x onerror=alert(1)> Ours.")
    desk.get_by_label("200 words").check()
    expect(desk.locator(".landing__count").last).to_have_text("120 words")
    assert box.input_value() == "<img src=x onerror=alert(1)> Ours."


def test_what_is_taken_away_is_what_was_seen(desk: Page) -> None:
    asha, ben, cy = NAMES
    desk.get_by_label(ben, exact=True).uncheck()
    desk.get_by_role("button", name=f"Up {cy}").click()
    desk.get_by_role("button", name=f"Up {cy}").click()
    desk.get_by_label("Proud").check()
    expect(desk.locator(".landing__title")).to_contain_text("Proud of our colleagues")
    lands(desk, cy, asha)
    with desk.expect_download() as waiting:
        desk.get_by_role("button", name="Everything in one file (ZIP)").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as file:
        name = next(name for name in file.namelist() if re.search(r"\d\.json$", name))
        told = json.loads(file.read(name))["winners"]
    assert [row["name"] for row in told] == [cy, asha]


def test_a_pack_is_kept_and_opened_again(desk: Page) -> None:
    asha, ben, cy = NAMES
    desk.get_by_role("button", name=f"Down {asha}").click()
    desk.get_by_label("Name of this pack").fill("Monday bulletin")
    desk.get_by_role("button", name="Keep this pack").click()
    expect(
        desk.get_by_text("Nothing has changed since “Monday bulletin” was kept.")
    ).to_be_visible()
    assert rows(desk) == [ben, asha, cy]
