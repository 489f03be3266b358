"""A chair runs the decision meeting, from the first nominee to the panel's report."""

from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from tests.browser import Site, arrived
from tests.winners.meetings import SCORES, MeetingRoom, meeting_room

pytestmark = pytest.mark.browser

TIED = ((5, 5, 5), (5, 5, 4), (4, 5, 5), *SCORES[3:])
"""Two winners are wanted, and the second place is shared."""


@pytest.fixture
def room(quick_site: Site) -> MeetingRoom:
    """Nine nominees with bands, a tie at the cut, and a reader who knows the first."""
    room = meeting_room(quick_site.world, *TIED)
    room.want(2)
    room.know(room.readers[1], room.numbers[0])
    return room


def test_a_chair_runs_a_meeting_through_a_tie_an_interest_a_departure_an_undo_and_the_closing(
    quick_site: Site, visit: Callable[..., Page], room: MeetingRoom
) -> None:
    page = visit(quick_site)
    quick_site.admit(page.context, room.chair)
    page.goto(f"/panel/{room.round.id}/ranking")
    page.get_by_role("link", name="Meeting", exact=True).click()
    arrived(page, "The decision meeting")
    _all_can_use(page)
    expect(page.get_by_text("A tie at the cut")).to_be_visible()

    page.get_by_role("button", name="Go to the next without an outcome").click()
    _through_an_interest(page)
    _through_a_tie(page, room)
    _through_a_departure_and_an_undo(page, room)
    _to_the_closing(page, room)


def _through_an_interest(page: Page) -> None:
    """Somebody leaves; only then is anything shown, and it is decided by a key."""
    arrived(page, "Ann Moss")
    expect(page.get_by_text("1 colleague leaves for this one: Ben Carter.")).to_be_visible()
    expect(page.get_by_text("Raw mean")).to_have_count(0)
    _press(page, "Enter")
    expect(page.get_by_text("Raw mean")).to_be_visible()
    page.wait_for_load_state("load")
    _all_can_use(page)
    _press(page, "w")
    _recorded(page, "Winner")


def _through_a_tie(page: Page, room: MeetingRoom) -> None:
    """The tie asks for a reason, and what was said is minuted."""
    _press(page, "n")
    arrived(page, "Moss")
    expect(page.get_by_role("heading", level=1)).not_to_have_text("Ann Moss")
    page.get_by_role("button", name="Winner").click()
    problem = page.get_by_role("alert")
    expect(problem).to_contain_text("shares the last winning place")
    page.get_by_label("Why?").fill("She trained everybody who came after her.")
    page.get_by_role("button", name="Winner").click()
    _recorded(page, "Winner")
    _press(page, "m")
    page.get_by_label("What was said").fill("Both deserve it; one changed the ward.")
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("one changed the ward")).to_be_visible()
    _press(page, "j")
    page.get_by_label("Why?").fill("One of two, and not this time.")
    page.get_by_role("button", name="Highly commended").click()
    _recorded(page, "Highly commended")
    page.get_by_role("button", name="Make a reserve").click()
    expect(page.get_by_text("Added to the reserve list.")).to_be_visible()
    assert sorted(map(room.outcome, room.numbers[1:3])) == ["highly_commended", "winner"]


def _through_a_departure_and_an_undo(page: Page, room: MeetingRoom) -> None:
    """What the scores do not suggest needs a reason; it is taken back again."""
    last = room.numbers[-1]
    page.goto(room.page_of(last))
    arrived(page, "Ida Moss")
    _press(page, "w")
    expect(page.get_by_role("alert")).to_contain_text("not what the scores suggest")
    page.get_by_label("Why?").fill("We thought of her twenty years here.")
    page.get_by_role("button", name="Winner").click()
    _recorded(page, "Winner")
    assert room.outcome(last) == "winner"
    page.get_by_role("button", name="Undo: back to no outcome").click()
    expect(page.get_by_text("Nothing is decided yet.")).to_be_visible()
    assert room.outcome(last) == ""


def _to_the_closing(page: Page, room: MeetingRoom) -> None:
    """The list of what is open, the button, and the report."""
    _press(page, "a")
    arrived(page, "The decision meeting")
    page.get_by_role("button", name="Close the judging").click()
    arrived(page, "Close the judging")
    _all_can_use(page)
    expect(page.get_by_text("6 nominees have no outcome.")).to_be_visible()
    expect(page.get_by_text("No tie at the cut is open.")).to_be_visible()
    page.get_by_role("main").get_by_role("button", name="Close the judging").click()
    arrived(page, "The judging is closed")
    page.get_by_role("button", name="Read the panel’s report").click()
    arrived(page, "The panel’s report")
    _all_can_use(page)
    expect(page.get_by_text("She trained everybody who came after her.")).to_be_visible()
    expect(page.get_by_text("Ben Carter sat out of 1 of 9.")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download as PDF").click()
    assert download.value.suggested_filename == "panel-report-this-month.pdf"
    page.goto(room.page_of(room.numbers[0]))
    expect(page.get_by_role("main").get_by_role("button")).to_have_count(0)


def _press(page: Page, key: str) -> None:
    """Press a key once the scripts of the page have run; before that it is lost."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def _recorded(page: Page, outcome: str) -> None:
    expect(page.get_by_text(f"Recorded: {outcome}.")).to_be_visible()
    page.wait_for_load_state("load")


def _all_can_use(page: Page) -> None:
    """No violation by axe, and nothing sideways on a small screen."""
    page.evaluate(AXE_SCRIPT)
    found = page.evaluate("axe.run().then(all => all.violations.map(one => one.id))")
    assert found == [], page.url
