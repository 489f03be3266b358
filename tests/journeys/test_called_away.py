"""Ten past three at night, on a phone: a call bell, another browser, and nothing lost."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy import update

from recognition import clock
from recognition.database import transaction
from recognition.schemes.models import Round
from recognition.schemes.queries import RoundCard
from tests.browser import Complaints, Site, arrived

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
NUMBER = "943 476 5919"
STORY = f"She sat with him, NHS number {NUMBER}, all night."


@pytest.fixture
def page(quick_site: Site, visit: Callable[..., Page], open_round: RoundCard) -> Page:
    """The story page of somebody without an account, on a phone."""
    page = visit(quick_site, viewport=PHONE)
    page.goto("/nominate")
    page.get_by_label("What are they called?").fill("Sue")
    page.get_by_label("Where do they work").fill("Ward 7")
    page.get_by_role("button", name="Continue").click()
    arrived(page, "Tell us about Sue")
    return page


def test_a_call_bell_loses_nothing_and_another_browser_goes_on(
    quick_site: Site, visit: Callable[..., Page], page: Page
) -> None:
    first, second = page.locator("textarea").all()
    first.fill("She sat with him all night.")
    expect(page.get_by_text("Saved at")).to_be_visible()
    code = page.locator(".away__code").inner_text()
    page.get_by_role("button", name="Leave this computer").click()
    arrived(page, "You have left this computer")
    page.go_back()
    assert "all night" not in page.content()

    elsewhere = visit(quick_site, viewport=PHONE)
    elsewhere.goto("/nominate/resume")
    elsewhere.get_by_label("Your code").fill(code.lower().replace("-", " "))
    elsewhere.get_by_role("button", name="Go on").click()
    arrived(elsewhere, "Tell us about Sue")
    first, second = elsewhere.locator("textarea").all()
    expect(first).to_have_value("She sat with him all night.")
    second.fill("He was not alone.")
    elsewhere.get_by_role("button", name="Continue").click()
    elsewhere.get_by_label("Your name").fill("Joan Field")
    elsewhere.get_by_label("Your e-mail address").fill("joan@example.org")
    elsewhere.get_by_role("button", name="Continue").click()
    elsewhere.get_by_role("button", name="Send nomination").click()
    arrived(elsewhere, "your nomination of Sue")

    letter = quick_site.letter("joan@example.org", "confirm")
    elsewhere.goto(quick_site.link_in(letter))
    elsewhere.get_by_role("button", name="Yes, this is mine").click()
    expect(elsewhere.get_by_role("main")).to_contain_text("Your nomination is confirmed")


def test_one_tap_takes_words_out_and_another_says_they_are_no_patients(page: Page) -> None:
    first, second = page.locator("textarea").all()
    first.fill(STORY)
    second.fill(STORY)
    out = page.get_by_role("button", name=f"Take it out: {NUMBER}")
    expect(out).to_have_count(2)
    out.first.click()
    expect(out).to_have_count(1)
    expect(first).not_to_have_value(re.compile(NUMBER))
    expect(first).to_be_focused()
    expect(second).to_have_value(STORY)
    page.get_by_role("button", name=f"It is not about a patient: {NUMBER}").click()
    expect(out).to_have_count(0)
    expect(second).to_have_value(STORY)
    page.reload()
    expect(page.get_by_text("Saved at")).to_be_visible()
    expect(out).to_have_count(0)
    expect(page.locator("textarea").last).to_have_value(STORY)


def test_without_a_connection_the_page_says_that_it_is_not_saved(
    page: Page, complaints: Complaints
) -> None:
    context: BrowserContext = page.context
    context.set_offline(True)
    page.locator("textarea").first.fill("She sat with him all night.")
    expect(page.get_by_text("Not saved: no connection. Keep this page open.")).to_be_visible()
    context.set_offline(False)
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.reload()
    expect(page.locator("textarea").first).to_have_value("She sat with him all night.")
    complaints.heard[:] = [heard for heard in complaints.heard if "DISCONNECTED" not in heard]


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (timedelta(hours=25), ""),
        (timedelta(hours=5, minutes=1), "That is in 5 hours."),
        (timedelta(minutes=42), "That is in 42 minutes."),
        (timedelta(minutes=5), "That is in 5 minutes."),
    ],
)
def test_a_quiet_clock_shows_when_the_round_closes_and_speaks_five_minutes_before(
    quick_site: Site,
    visit: Callable[..., Page],
    open_round: RoundCard,
    left: timedelta,
    said: str,
) -> None:
    closes = clock.now() + left
    with quick_site.app.app_context(), transaction() as session:
        session.execute(update(Round).where(Round.id == open_round.id).values(closes_at=closes))
    page = visit(quick_site)
    page.goto("/nominate")
    line = page.locator("[data-closes]")
    expect(line).to_contain_text(f"closes on {clock.spoken(closes)}. {said}".strip())
    aloud = page.locator("[data-closing-said]")
    if left == timedelta(minutes=5):
        expect(aloud).to_contain_text("closes in 5 minutes. Send your nomination now")
    else:
        expect(aloud).to_be_empty()
