"""The same pages, without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import Site

pytestmark = pytest.mark.browser

THANKS = "Thank you. We have your nomination of Asha Patel"
STORY = "She stayed two hours after her shift."
IMPACT = "He was not alone."


def test_somebody_nominates_by_keyboard_alone(
    quick_site: Site,
    visit: Callable[..., Page],
    nominator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    page = visit(quick_site)
    quick_site.admit(page.context, nominator)
    page.goto("/")
    _tab_to(page, "Skip to main content")
    _tab_to(page, "Nominate")
    page.keyboard.press("Enter")
    page.get_by_label("Name of a colleague or a team").wait_for()
    _tab_to(page, "nominee")
    page.keyboard.type("ash")
    page.get_by_role("option", name="Asha Patel").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _press(page, "Continue")
    page.locator("textarea").first.wait_for()
    for name, words in (("answer_1", STORY), ("answer_2", IMPACT)):
        _tab_to(page, name)
        page.keyboard.type(words)
    _press(page, "Continue")
    page.get_by_label("Yes, tell them").wait_for()
    _tab_to(page, "may_name")
    page.keyboard.press("Space")
    _press(page, "Continue")
    page.get_by_role("button", name="Send nomination").wait_for()
    _press(page, "Send nomination")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def _press(page: Page, button: str) -> None:
    _tab_to(page, button)
    page.keyboard.press("Enter")


def _tab_to(page: Page, wanted: str) -> None:
    """Press Tab until the focus, which can be seen, is on this name or these words."""
    for _ in range(40):
        page.keyboard.press("Tab")
        name, words, outlined = page.evaluate(
            """() => {
                const { activeElement: on } = document;
                const { outlineStyle, boxShadow } = getComputedStyle(on);
                return [on.name ?? "", on.innerText?.trim() ?? "",
                        outlineStyle !== "none" || boxShadow !== "none"];
            }"""
        )
        if wanted in (name, words):
            assert outlined or name == "may_name", f"nobody sees that the focus is on {wanted}"
            return
    raise AssertionError(f"Tab never reaches {wanted}")
