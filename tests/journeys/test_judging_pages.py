"""The chair's pages with a whole panel's scores: open to everybody, by keys, without scripts."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import update

from recognition import clock
from recognition.database import transaction
from recognition.panel import actions
from recognition.panel.phases import Phase
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.schemes.models import Scheme
from recognition.schemes.queries import RoundCard
from tests.browser import Site, arrived
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser

READERS, NOMINEES = 4, 8


@pytest.fixture
def chair(quick_site: Site) -> PersonCard:
    return quick_site.world.person("Grace Okafor", team="Learning")


@pytest.fixture
def judged(quick_site: Site, chair: PersonCard, open_round: RoundCard) -> RoundCard:
    """A round whose panel has scored enough for chances, with an interest and a suggestion."""
    world = quick_site.world
    world.appoint(open_round, chair, role=CHAIR)
    with quick_site.app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(two_stages=True))
    readers = [world.person(f"Reader Number{n}", team=f"Ward {n}") for n in range(READERS)]
    for reader in readers:
        world.appoint(open_round, reader)
    for item in range(NOMINEES):
        nominee = world.person(f"Nominee Number{item}", team="Ward 0" if item == 2 else "Elsewhere")
        world.nomination(open_round, nominee=nominee)
        number = world.candidacy(open_round, nominee)
        mine = [readers[(item + step) % READERS] for step in range(3)]
        world.assigned(number, *mine)
        for step, reader in enumerate(mine):
            world.reviewed(number, reader, points=1 + (item + step) % 5)
    with quick_site.app.app_context():
        actions.calculate_results()
    return open_round


def test_the_chairs_pages_are_open_to_everybody(
    inspector: Inspector, chair: PersonCard, judged: RoundCard
) -> None:
    room = f"/panel/{judged.id}"
    inspector.walk(
        [
            (
                chair,
                (
                    f"{room}/ranking", f"{room}/ranking?order=chance&show=toss",
                    f"{room}/ranking?show=tied", f"{room}/health", f"{room}/what-if",
                    f"{room}/shortlist", f"{room}/interests", f"{room}/interests/all",
                    f"{room}/people", f"{room}/assign?reads=9",
                ),
            )
        ]
    )  # fmt: skip
    inspector.send_empty(chair, f"{room}/ranking", "Work out again")


def test_the_discussion_is_open_to_everybody(
    inspector: Inspector, visit: Callable[..., Page], open_round: RoundCard
) -> None:
    site = inspector.site
    readers = [site.world.person(name) for name in ("Asha Patel", "Ben Carter")]
    nominee = site.world.person("Nominee Number1")
    site.world.nomination(open_round, nominee=nominee)
    number = site.world.candidacy(open_round, nominee)
    for reader in readers:
        site.world.appoint(open_round, reader)
        site.world.assigned(number, reader)
        site.world.reviewed(number, reader, comment="She stayed.")
    now = clock.now().replace(microsecond=0)
    rights = {"may_see_others": True, "may_discuss": True}
    phase = Phase("Discussion", now - timedelta(hours=1), now + timedelta(hours=9), **rights)
    with site.app.app_context():
        actions.add_phase(round_id=open_round.id, phase=phase, actor=None)
    page = f"/panel/read/{number}/discuss"
    inspector.walk([(readers[0], (f"/panel/{open_round.id}", page))])
    inspector.send_empty(readers[0], page, "Add it")
    with site.app.app_context():
        actions.add_note(number, text="Above the usual.", actor=site.world.viewer(readers[1]))
    inspector.walk([(readers[0], (page,))])
    mouse = visit(site)
    site.admit(mouse.context, readers[0])
    mouse.goto(f"/panel/{open_round.id}")
    mouse.get_by_role("link", name="Discuss").click()  # within a card that is a link itself
    arrived(mouse, "Discuss Nominee Number1")


def test_stepping_back_by_name_is_open_to_everybody(
    inspector: Inspector, open_round: RoundCard
) -> None:
    site = inspector.site
    with site.app.app_context(), transaction() as session:
        session.execute(update(Scheme).values(hides_names=True))
    reader = site.world.person("Ruth Reader", team="Maple Ward")
    site.world.person("Priya Raman", team="Maple Ward")
    site.world.appoint(open_round, reader)
    page = f"/panel/{open_round.id}/interests"
    inspector.walk([(reader, (f"/panel/{open_round.id}", page))])
    inspector.send_empty(reader, page, "Let somebody else read about them")


def test_a_chair_goes_through_the_table_by_keys_alone(
    quick_site: Site, visit: Callable[..., Page], chair: PersonCard, judged: RoundCard
) -> None:
    page = visit(quick_site)
    quick_site.admit(page.context, chair)
    page.goto(f"/panel/{judged.id}/ranking")
    rows = page.locator("a[data-row]")
    first, second = rows.nth(0).inner_text(), rows.nth(1).inner_text()
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    arrived(page, first)
    assert first != second
    expect(page.get_by_role("main")).to_contain_text("What the panel thought")


def test_a_chair_asks_for_more_winners_and_makes_a_shortlist_without_javascript(
    quick_site: Site, visit: Callable[..., Page], chair: PersonCard, judged: RoundCard
) -> None:
    page = visit(quick_site, java_script_enabled=False)
    quick_site.admit(page.context, chair)
    page.goto(f"/panel/{judged.id}/ranking")
    main = page.get_by_role("main")
    main.get_by_label("How many winners?").fill("3")
    main.get_by_role("button", name="Work out again").click()
    expect(page.get_by_text("The chances for that number of winners follow")).to_be_visible()
    with quick_site.app.app_context():
        actions.calculate_asked()
    page.reload()
    expect(main).to_contain_text("chance of being among the first 3")
    main.get_by_role("link", name="Coin toss").click()
    expect(page).to_have_url(re.compile("show=toss"))
    page.goto(f"/panel/{judged.id}/shortlist")
    expect(main.locator("input[name=chosen]:checked")).to_have_count(NOMINEES)
    for box in main.locator("input[name=chosen]").all()[2:]:
        box.uncheck()
    main.get_by_role("button", name="Put the ticked ones on the shortlist").click()
    expect(main).to_contain_text("On the shortlist")
    main.get_by_role("button", name="Give them readers").or_(
        main.get_by_role("link", name="Give them readers")
    ).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who reads what")
