"""The library is looked after, in every state of its pages, and read without JavaScript."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from recognition import clock
from recognition.database import transaction
from recognition.people.queries import PersonCard
from recognition.resources import actions, queries
from recognition.resources.models import OutsideLink
from recognition.resources.rules import Care, Entry
from recognition.schemes import actions as schemes
from recognition.schemes.asking import Beside
from recognition.schemes.queries import RoundCard
from tests.browser import Site
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser

LONG = "https://example.org/" + "a-very-long-address-without-any-break-" * 5
FILE = (
    "address,title,kind,summary,two_lines\n"
    "schwartz-rounds,Schwartz Rounds,forum for staff,A shorter summary.,An hour to talk.\n"
    f",Tea at three,project,{'Unbroken' * 30},Put the kettle on.\n"
)


def _look_after(site: Site, owner: PersonCard) -> None:
    """Fill the library with everything that can be known of a resource."""
    site.world.library()
    today, now = clock.today(), clock.now()
    entry = Entry("Cards", "guide", "A summary.", "Lines.", link=LONG, link_state="checked")
    with site.app.app_context():
        actions.add(entry, actor=None, care=Care(owner.id, today))
        successor = Care(replaced_by_id=queries.resource("cards").id)
        actions.add(Entry("Old", "guide", "S.", "L."), actor=None, care=successor)
        actions.count_useful("cards", useful=True)
        actions.write_from_story(
            title="A card a day", summary="She did.", body="B.", source_reference="w", actor=None
        )
        since = now - timedelta(days=9)
        state = {"next_at": now, "checked_at": now, "misses": 3, "missing_since": since}
        with transaction() as session:
            session.add(OutsideLink(address=LONG, outcome="missing", moved_to=LONG, **state))


def test_every_page_of_the_library_is_open_to_everybody(
    inspector: Inspector, open_round: RoundCard
) -> None:
    site = inspector.site
    owner, administrator = site.world.person(), site.world.administrator()
    _look_after(site, owner)
    guidance = f"/manage/schemes/{open_round.scheme.slug}/guidance"
    with site.app.app_context():
        schemes.mark_used(open_round.version_id, clock.now())
        for slug in ("cards", "schwartz-rounds"):
            beside = Beside({1: queries.resource(slug).id}, {})
            schemes.set_guidance(open_round.scheme.slug, 1, beside, actor=None)
    manage = "/manage/resources"
    inspector.walk(
        [
            (None, ("/resources/old", "/resources/a-card-a-day", "/resources/cards?thanks=1")),
            (owner, ("/resources/cards",)),
            (administrator, (manage, f"{manage}?show=links", f"{manage}/cards", guidance)),
        ]
    )
    for name, text in (("preview", FILE), ("refused", FILE.replace("project", "sandwich"))):
        inspector.page.goto(f"{manage}/import")
        file = {"name": "library.csv", "mimeType": "text/csv", "buffer": text.encode()}
        inspector.page.set_input_files("input[type=file]", [file])
        inspector.page.get_by_role("button", name="Show what would change").click()
        inspector.look(name)
    inspector.send_empty(administrator, f"{manage}/cards", "Save")


def test_a_reader_says_that_it_was_useful_by_keyboard(inspector: Inspector) -> None:
    site, page = inspector.site, inspector.page
    _look_after(site, site.world.person())
    page.goto("/resources/cards")
    button = page.get_by_role("button", name="Not really")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Thank you")
    assert page.context.cookies() == []
    with site.app.app_context():
        (said,) = queries.said("cards")
    assert (said.useful, said.not_really) == (1, 1)
