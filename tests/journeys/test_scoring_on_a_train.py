"""Ten to score on a phone, in a train that goes through tunnels: nothing is lost."""

import re

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from recognition.database import db
from recognition.panel.models import Review
from tests.browser import Site
from tests.journeys.train import KEPT, STORIES, WAITING, Train

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def in_tunnels(tunnels: None) -> None:
    """The connection is dropped in all of these."""


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


def test_what_is_kept_is_never_shown_to_another(quick_site: Site, train: Train) -> None:
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
