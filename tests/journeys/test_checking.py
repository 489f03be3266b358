"""An administrator checks by keys alone, and without scripts."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import Site, arrived

pytestmark = pytest.mark.browser

NUMBER = "0113 496 0999"


@pytest.fixture
def administrator(quick_site: Site) -> PersonCard:
    return quick_site.world.administrator()


def test_a_checker_goes_through_the_queue_by_keys_alone(
    quick_site: Site,
    visit: Callable[..., Page],
    administrator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    world = quick_site.world
    world.nomination(open_round, nominee=asha, accepted=False)
    world.nomination(open_round, nominee=world.person("Ben Carter"), accepted=False)
    page = visit(quick_site)
    quick_site.admit(page.context, administrator)
    page.goto("/manage/checking")
    page.keyboard.press("j")
    expect(page.locator("a[data-row]").first).to_be_focused()
    page.keyboard.press("Enter")
    arrived(page, "Asha Patel")
    page.keyboard.press("q")
    expect(page.locator("textarea[name=question]")).to_be_focused()
    page.keyboard.type("a word of ours")
    expect(page.locator("textarea[name=question]")).to_have_value("a word of ours")
    page.get_by_role("heading", level=1).click()  # leave the field, as a click on the page does
    page.keyboard.press("a")
    arrived(page, "Ben Carter")
    page.keyboard.press("a")
    arrived(page, "Check nominations")
    expect(page.get_by_role("main")).to_contain_text("Everything is checked")
    page.get_by_role("button", name="Undo").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Ben Carter")


def test_a_visitor_nominates_and_a_checker_accepts_without_javascript(
    quick_site: Site,
    visit: Callable[..., Page],
    administrator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    visitor = visit(quick_site, java_script_enabled=False)
    main = visitor.get_by_role("main")
    visitor.goto("/nominate")
    visitor.get_by_label("What are they called?").fill("Sue")
    visitor.get_by_label("Where do they work").fill("Ward 7")
    main.get_by_role("button", name="Continue").click()
    visitor.locator("textarea").first.fill(f"She rang {NUMBER} for him.")
    visitor.locator("textarea").last.fill("He slept.")
    main.get_by_role("button", name="Continue").click()
    visitor.get_by_label("Your name").fill("Nia Novak")
    visitor.get_by_label("Your e-mail address").fill("nia@example.org")
    main.get_by_role("button", name="Continue").click()
    main.get_by_role("button", name="Take it out").click()
    expect(main).not_to_contain_text(NUMBER)
    main.get_by_role("button", name="Send nomination").click()
    expect(visitor.get_by_role("heading", level=1)).to_contain_text("your nomination of Sue")

    quick_site.world.nomination(open_round, nominee=asha, accepted=False)
    desk = visit(quick_site, java_script_enabled=False)
    quick_site.admit(desk.context, administrator)
    desk.goto("/manage/checking")
    desk.get_by_label("Accept the nomination of Asha Patel").or_(
        desk.locator("input[name=ticked]")
    ).first.check()
    desk.get_by_role("button", name="Accept the ticked ones").click()
    expect(desk.get_by_role("main")).not_to_contain_text("Asha Patel, ")
    desk.get_by_role("link", name="Sue").click()
    desk.get_by_text("Decline kindly", exact=True).click()
    desk.get_by_role("button", name="Decline with this letter").click()
    expect(desk.get_by_role("main")).to_contain_text("Everything is checked")
