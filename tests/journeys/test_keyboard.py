"""The same pages, without a mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from tests.browser import Site, arrived

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
    arrived(page, "Who would you like to nominate?")
    _tab_to(page, "nominee")
    page.keyboard.type("ash")
    page.get_by_role("option", name="Asha Patel").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    _press(page, "Continue")
    arrived(page, "Tell us about Asha Patel")
    for name, words in (("answer_1", STORY), ("answer_2", IMPACT)):
        _tab_to(page, name)
        page.keyboard.type(words)
    _press(page, "Continue")
    arrived(page, "About you")
    _tab_to(page, "may_name")
    page.keyboard.press("Space")
    _press(page, "Continue")
    arrived(page, "Check and send")
    _press(page, "Send nomination")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


class Counted:
    """A keyboard that counts what a nurse has to do besides typing words.

    One action is one decision: a press of Enter, Space or an arrow, or going on to the next thing
    to fill in or press, however many stops of the Tab key lie between (somebody who knows the page
    moves there in one go, and the stops between are checked to be few). Typing is not counted, nor
    where a page puts the focus by itself.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.actions: list[str] = []
        self.pages: list[str] = []

    def on(self, heading: str) -> None:
        """Wait for a page of the nomination, and count it."""
        arrived(self.page, heading)
        self.pages.append(heading)

    def go_to(self, wanted: str) -> None:
        """Go on to a field or a button."""
        _tab_to(self.page, wanted, most=25)
        self.actions.append(f"to {wanted}")

    def press(self, key: str) -> None:
        """Press a key that decides something."""
        self.page.keyboard.press(key)
        self.actions.append(key)

    def type(self, words: str) -> None:
        """Type; this is what nominating is about."""
        self.page.keyboard.type(words)


def test_a_staff_nomination_takes_four_pages_and_twelve_actions_besides_typing(
    quick_site: Site,
    visit: Callable[..., Page],
    nominator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    page = visit(quick_site)
    quick_site.admit(page.context, nominator)
    keys = Counted(page)
    page.goto(f"/nominate/{open_round.scheme.slug}")
    keys.on("Who would you like to nominate?")
    keys.go_to("nominee")
    keys.type("Asha Patel")
    keys.press("Enter")  # in a text field it sends the form
    keys.on("Tell us about Asha Patel")
    keys.go_to("answer_1")
    keys.type(STORY)
    keys.go_to("answer_2")
    keys.type(IMPACT)
    keys.go_to("Continue")
    keys.press("Enter")
    keys.on("About you")
    keys.go_to("may_name")  # yes is chosen already
    keys.press("Enter")
    keys.on("Check and send")
    keys.go_to("Send nomination")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)
    assert len(keys.pages) <= 4
    assert len(keys.actions) <= 12, keys.actions


def _press(page: Page, button: str) -> None:
    _tab_to(page, button)
    page.keyboard.press("Enter")


def _tab_to(page: Page, wanted: str, *, most: int = 40) -> None:
    """Press Tab until the focus, which can be seen, is on this name or these words."""
    for _ in range(most):
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
