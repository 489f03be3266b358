"""The ledger of thanks and the print queue, by keys alone and without scripts."""

from collections.abc import Callable
from datetime import timedelta

import pypdf
import pytest
from playwright.sync_api import Download, Page, expect

from recognition import clock
from recognition.people.queries import PersonCard
from recognition.thanks import actions as thanking
from recognition.thanks.reckoning import REST
from tests.browser import Site, arrived

pytestmark = pytest.mark.browser

NAMES = ("Ada Quill", "Bea Moss")
MOST_STOPS = 40
# the name a screen reader says, and whether the focus can be seen
FOCUS = """() => {
    const { activeElement: on } = document;
    const { outlineStyle, boxShadow } = getComputedStyle(on);
    const said = on.getAttribute("aria-label") ?? on.labels?.[0]?.innerText ?? on.innerText ?? "";
    return [said.trim(), outlineStyle !== "none" || boxShadow !== "none"];
}"""


@pytest.fixture
def keeper(quick_site: Site) -> PersonCard:
    """An administrator who owes two people without an address a card on paper."""
    world = quick_site.world
    administrator, round_ = world.administrator(), world.round()
    for name in NAMES:
        world.nomination(round_, nominee=world.person(name, email=None, site="North"))
    with quick_site.app.app_context():
        assert thanking.thank_accepted(clock.now() + REST + timedelta(seconds=1)) == len(NAMES)
    return administrator


def test_an_administrator_thanks_on_paper_by_keys_alone(
    quick_site: Site, visit: Callable[..., Page], keeper: PersonCard
) -> None:
    page = visit(quick_site)
    quick_site.admit(page.context, keeper)
    page.goto("/manage")
    _press(page, "Thank everybody")
    arrived(page, "Thanks")
    _go_to(page, "Name or reference")
    page.keyboard.type("bea")
    _choose(page, "Waits for", "In the print queue")
    _press(page, "Search")
    _says(page, "1 nomination, the oldest first")
    _press(page, "Bea Moss")
    arrived(page, "Thanks for Bea Moss")
    _press(page, "Thanks")
    _says(page, "2 nominations, the oldest first")
    _press(page, "Print queue and batches")

    arrived(page, "Print queue")
    _go_to(page, "Make a batch")
    _go_to(page, "Which cards?", "Shift+Tab")
    _press(page, "Make a batch")
    arrived(page, "Batch 1")
    _go_to(page, "Cards, four to a sheet (PDF)")
    with page.expect_download() as sheets:
        page.keyboard.press("Enter")
    _check_cards(sheets.value)
    _press(page, "Choose Ada Quill", "Space")
    _choose(page, "What happened to the ticked cards?", "They are printed")
    _press(page, "Mark the ticked cards")
    _says(page, "1 card marked.")
    _press(page, "1 card is printed", "Space")
    _says(page, "All 2 cards are handed over")
    _press(page, "All 2 cards are handed over")
    _says(page, "2 cards marked.")

    _press(page, "Print queue")
    arrived(page, "Print queue")
    _press(page, "Thanks")
    arrived(page, "Thanks")
    _says(page, "Nobody waits: everybody is thanked.")
    _press(page, "Thanked")
    for name in NAMES:
        _says(page, name)


def test_an_administrator_thanks_on_paper_without_javascript(
    quick_site: Site, visit: Callable[..., Page], keeper: PersonCard
) -> None:
    page = visit(quick_site, java_script_enabled=False)
    quick_site.admit(page.context, keeper)
    main = page.get_by_role("main")
    page.goto("/manage")
    main.get_by_role("link", name="Thank everybody").click()
    page.get_by_label("Name or reference").fill("bea")
    page.get_by_label("Waits for").select_option("In the print queue")
    main.get_by_role("button", name="Search").click()
    _says(page, "1 nomination, the oldest first")
    main.get_by_role("link", name="Bea Moss", exact=True).click()
    arrived(page, "Thanks for Bea Moss")
    page.get_by_role("link", name="Thanks", exact=True).click()
    main.get_by_role("link", name="Print queue and batches").click()
    main.get_by_role("button", name="Make a batch").click()
    with page.expect_download() as sheets:
        main.get_by_role("button", name="Cards, four to a sheet (PDF)").click()
    _check_cards(sheets.value)
    page.get_by_label("Choose Ada Quill").check()
    page.get_by_label("What happened to the ticked cards?").select_option("They are printed")
    main.get_by_role("button", name="Mark the ticked cards").click()
    main.get_by_role("button", name="1 card is printed").click()
    main.get_by_role("button", name="All 2 cards are handed over").click()
    _says(page, "2 cards marked.")
    page.goto("/manage/thanks")
    _says(page, "Nobody waits: everybody is thanked.")


def _go_to(page: Page, wanted: str, key: str = "Tab") -> None:
    """Press a key until the focus, which can be seen, is on what is called so."""
    for _stop in range(MOST_STOPS):
        page.keyboard.press(key)
        said, can_be_seen = page.evaluate(FOCUS)
        if said == wanted:
            assert can_be_seen, f"nobody sees that the focus is on {wanted}"
            return
    raise AssertionError(f"{key} never reaches {wanted}")


def _press(page: Page, wanted: str, key: str = "Enter") -> None:
    _go_to(page, wanted)
    page.keyboard.press(key)


def _choose(page: Page, picker: str, option: str) -> None:
    """Choose from a list as its arrow keys do, one option at a time."""
    _go_to(page, picker)
    chosen = page.get_by_label(picker).locator("option:checked")
    for _option in range(page.get_by_label(picker).locator("option").count()):
        if chosen.inner_text() == option:
            return
        page.keyboard.press("ArrowDown")
    expect(chosen).to_have_text(option)


def _says(page: Page, words: str) -> None:
    """Wait for words which only the next page has, and until its scripts have run."""
    expect(page.get_by_role("main")).to_contain_text(words)
    page.wait_for_load_state("load")


def _check_cards(file: Download) -> None:
    words = pypdf.PdfReader(file.path()).pages[0].extract_text()
    for name in NAMES:
        assert name in " ".join(words.split())
