"""What a phone keeps of somebody's scores: a change of mind, a press too early, signing out."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, Route, expect

from tests.browser import Site
from tests.journeys.train import KEPT, WAITING, Train

pytestmark = pytest.mark.browser

A_DOUBLE_CLICK_MS = 1_100
"""For a second after a press, a button takes another for a double click."""


@pytest.fixture(autouse=True)
def in_tunnels(tunnels: None) -> None:
    """The connection is dropped in all of these."""


def keep_in_a_tunnel(train: Train, *numbers: int) -> None:
    """Score these while there is no connection, and close the page before there is one."""
    for number in numbers:
        train.read(number)
        train.offline(off=True)
        train.score(3)
        train.said(KEPT)
        train.page.goto("about:blank")
        train.offline(off=False)


def test_a_change_of_mind_after_sending_in_a_tunnel_is_saved_and_not_sent(train: Train) -> None:
    train.read(train.numbers[0])
    train.score(4)
    train.said("Saved at")
    train.offline(off=True)
    train.send()
    train.said(WAITING)
    train.page.locator("[data-score]").first.locator("input[value='2']").check()
    train.said(KEPT)
    train.offline(off=False)
    train.said("Saved at")
    assert (train.sent(), train.points()) == (0, [2, 4])
    assert train.on_device() == 0
    train.page.wait_for_timeout(A_DOUBLE_CLICK_MS)
    train.send()
    expect(train.page.get_by_text("Your scores are sent. 9 left.")).to_be_visible()
    assert (train.sent(), train.points()) == (1, [2, 4])


def test_scores_that_waited_on_a_closed_page_are_sent_by_their_reader(
    quick_site: Site, visit: Callable[..., Page], train: Train
) -> None:
    number = train.numbers[0]
    train.read(number)
    train.offline(off=True)
    train.score(4)
    train.send()
    train.said(WAITING)
    kept = train.page.evaluate("Object.entries(localStorage)")
    # a second visit; the first stays in its tunnel, for a browser would go on trying when it ends
    page = visit(quick_site)
    page.context.add_cookies(train.page.context.cookies())  # type: ignore[arg-type]
    page.goto("/account")
    page.evaluate("all => all.forEach(([key, value]) => localStorage.setItem(key, value))", kept)
    page.goto(f"/panel/read/{number}")
    said = page.get_by_text("These scores were kept on this device and not sent.")
    expect(said).to_be_visible()
    assert (train.sent(), train.points()) == (0, [])
    page.get_by_role("button", name="Send my scores").click()
    expect(page.get_by_text("Your scores are sent. 9 left.")).to_be_visible()
    assert (train.sent(), train.points()) == (1, [4, 4])


def test_saving_for_later_before_the_page_heard_of_its_own_save_is_no_conflict(
    train: Train,
) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        """Hold the save with both scores; on a slow machine the first goes alone before."""
        if held or (route.request.post_data or "").count("points_") < 2:
            route.continue_()
        else:
            held.append(route)

    train.page.route("**/keep", hold)
    train.read(train.numbers[0])
    train.score(4)
    while not held:
        train.page.wait_for_timeout(20)
    answer = held[0].fetch()  # it arrives, and the page does not hear of it yet
    comment = train.page.get_by_label("Comment for the chair")
    comment.fill("Calm, all night.")
    train.page.get_by_role("button", name="Save for later").click()
    train.said("Saving")
    assert train.points() == [4, 4]
    held[0].fulfill(response=answer)
    expect(train.page.get_by_text("Saved. Only you can see it until you send it.")).to_be_visible()
    expect(comment).to_have_value("Calm, all night.")
    assert train.points() == [4, 4]
    assert train.on_device() == 0


def test_saving_for_later_in_a_tunnel_keeps_it_on_the_device(train: Train) -> None:
    train.read(train.numbers[0])
    train.offline(off=True)
    train.score(4)
    train.page.get_by_role("button", name="Save for later").click()
    train.said(KEPT)
    train.offline(off=False)
    train.said("Saved at")
    assert train.points() == [4, 4]


def test_signing_out_asks_before_it_deletes_what_is_only_on_the_device(train: Train) -> None:
    page = train.page
    keep_in_a_tunnel(train, *train.numbers[:2])
    page.goto("/panel")
    assert train.on_device() == 2
    page.get_by_role("button", name="Sign out").click()
    asked = page.get_by_role("dialog", name="Some scores are only on this device")
    expect(asked).to_contain_text("We do not have your scores for 2 nominees yet.")
    page.evaluate(AXE_SCRIPT)
    assert page.evaluate("axe.run().then(all => all.violations.map(one => one.id))") == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    asked.get_by_role("button", name="Stay signed in").click()
    expect(asked).to_be_hidden()
    assert train.on_device() == 2

    train.read(train.numbers[0])
    # a browser may have delivered it already, when the page was closed
    expect(page.locator("[data-keep]")).to_contain_text(re.compile("aved (at|on)"))
    page.get_by_role("button", name="Sign out").click()
    expect(asked).to_contain_text("We do not have your scores for 1 nominee yet.")
    asked.get_by_role("button", name="Sign out and delete them").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
    assert train.on_device() == 0
    assert train.points() in ([3, 3], [3, 3, 3, 3])


def test_signing_out_asks_nothing_when_we_have_everything(train: Train) -> None:
    train.read(train.numbers[0])
    train.score(4)
    train.said("Saved at")
    train.page.get_by_role("button", name="Sign out").click()
    expect(train.page.get_by_text("You have signed out.")).to_be_visible()


def test_signing_out_without_scripts_asks_nothing(
    quick_site: Site, visit: Callable[..., Page], train: Train
) -> None:
    page = visit(quick_site, java_script_enabled=False)
    page.context.add_cookies(train.page.context.cookies())  # type: ignore[arg-type]
    page.goto("/panel")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
