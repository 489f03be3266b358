"""The same pages, with scripts switched off."""

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


def test_somebody_nominates_without_javascript(
    quick_site: Site,
    visit: Callable[..., Page],
    nominator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    page = visit(quick_site, java_script_enabled=False)
    quick_site.enter(page, nominator)
    main = page.get_by_role("main")
    page.goto("/nominate")
    page.get_by_label("Name of a colleague or a team").fill("asha patel")
    main.get_by_role("button", name="Continue").click()
    arrived(page, "Tell us about Asha Patel")
    story, impact = page.locator("textarea").all()
    expect(page.locator(".words")).to_contain_text("You can write up to")
    story.fill(STORY)
    impact.fill(IMPACT)
    main.get_by_role("button", name="Continue").click()
    page.get_by_label("Yes, tell them").check()
    main.get_by_role("button", name="Continue").click()
    expect(main).to_contain_text(STORY)
    main.get_by_role("button", name="Send nomination").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(THANKS)


def test_a_panellist_scores_without_javascript(
    quick_site: Site,
    visit: Callable[..., Page],
    nominator: PersonCard,
    asha: PersonCard,
    open_round: RoundCard,
) -> None:
    world, reader = quick_site.world, quick_site.world.person("Ben Carter", team="Estates")
    world.appoint(open_round, reader)
    world.nomination(open_round, nominee=asha, nominator=nominator)
    world.assigned(world.candidacy(open_round, asha), reader)
    page = visit(quick_site, java_script_enabled=False)
    quick_site.admit(page.context, reader)
    main = page.get_by_role("main")
    page.goto(f"/panel/{open_round.id}")
    main.get_by_role("link", name="Asha Patel").click()
    arrived(page, "Asha Patel")
    first, *others = page.locator("[data-score]").all()
    first.locator("input[value='5']").check()
    main.get_by_role("button", name="Send my scores").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    for group in others:
        group.locator("input[value='na']").check()
    main.get_by_role("button", name="Send my scores").click()
    expect(main).to_contain_text("Your scores are sent. That was the last one: thank you.")
