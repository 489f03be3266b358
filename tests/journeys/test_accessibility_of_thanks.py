"""The pages from a visitor's first word to a printed card are open to everybody, in every state."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page
from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.demo import actions as demonstration
from recognition.demo.staff import PERSONAS
from recognition.nominations.models import Nomination
from recognition.nominations.queries.letters import code_of
from recognition.people.models import Person
from recognition.people.queries import PersonCard, people_by_id
from recognition.thanks.models import Batch, Card, Thank
from recognition.thanks.queries import code_of as card_code
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser

OPEN, AWARD = "leading-with-compassion", "going-the-extra-mile"
WITH_A_NUMBER = "She rang 0113 496 0999 for him. I want to complain about the wait."


@pytest.fixture
def administrator(inspector: Inspector) -> PersonCard:
    """Fill the site with the demonstration; return its administrator."""
    with inspector.site.app.app_context():
        demonstration.fill(clock.now() - timedelta(minutes=5))
        chosen = select(Person.id).where(Person.email == PERSONAS["administrator"])
        number = db.session.scalars(chosen).one()
        return people_by_id([number])[number]


def press(page: Page, button: str) -> None:
    page.get_by_role("main").get_by_role("button", name=button, exact=True).first.click()


@pytest.mark.usefixtures("administrator")
def test_a_visitors_pages_are_open_to_everybody_empty_filled_and_in_error(
    inspector: Inspector,
) -> None:
    page = inspector.page
    inspector.walk([(None, ("/nominate", f"/nominate/{OPEN}", "/nominate/resume"))])
    inspector.send_empty(None, "/nominate/resume", "Go on")
    inspector.send_empty(None, f"/nominate/{OPEN}", "Continue")
    page.get_by_label("What are they called?").fill("Sue")
    page.get_by_label("Where do they work").fill("Larch Ward")
    press(page, "Continue")
    page.locator("#answer_1").wait_for()
    press(page, "Continue")
    page.locator(".nhsuk-error-summary").wait_for()
    inspector.look("the story, sent empty")
    page.locator("#answer_1").press_sequentially(WITH_A_NUMBER)
    page.locator("#answer_2").press_sequentially("He slept.")
    page.get_by_role("button", name="Take it out").first.wait_for()
    inspector.look("the story, with what the guard and the signpost say")
    press(page, "Continue")
    page.get_by_label("Your e-mail address").wait_for()
    press(page, "Continue")
    page.locator(".nhsuk-error-summary").wait_for()
    inspector.look("about you, sent empty")
    page.get_by_label("I am, or was, a patient").check()
    page.get_by_label("Your e-mail address").fill("ken@home.example")
    page.get_by_label("Yes, tell them").check()
    press(page, "Continue")
    page.get_by_role("button", name="Send nomination").wait_for()
    inspector.look("the check page, with what is left")
    press(page, "Send nomination")
    page.get_by_role("heading", name="Thank you").wait_for()
    inspector.look("the receipt of a visitor")
    press(page, "Leave this computer")
    page.wait_for_url("**/left**")
    inspector.look("nothing is left")
    with inspector.site.app.app_context():
        waits = select(Nomination.id).where(Nomination.confirmed_at.is_(None))
        codes = [code_of(number) for number in db.session.scalars(waits)]
    inspector.walk([(None, [f"/nominations/by-letter/{code}" for code in codes])])


def test_the_checking_pages_are_open_to_everybody_empty_filled_and_in_error(
    inspector: Inspector, administrator: PersonCard
) -> None:
    with inspector.site.app.app_context():
        waiting = select(Nomination.reference).where(Nomination.standing == "waiting")
        sheets = [f"/manage/checking/{name}" for name in db.session.scalars(waiting)]
    inspector.walk(
        [
            (
                administrator,
                (
                    "/manage", "/manage/checking", "/manage/checking?q=nobody-of-that-name",
                    *sheets, f"{sheets[0]}?find=Susan",
                ),
            )
        ]
    )  # fmt: skip
    page = inspector.page
    page.goto(sheets[0])
    page.get_by_text("Decline kindly", exact=True).click()
    page.locator("textarea[name=letter]").fill("")
    press(page, "Decline with this letter")
    page.locator(".nhsuk-error-summary").wait_for()
    inspector.look("declining without a word")
    page.goto(sheets[3])
    press(page, "Accept")
    page.wait_for_url(lambda url: sheets[3] not in url)
    inspector.look("the next one, with undo for the last")


def test_the_card_desk_and_what_is_set_are_open_to_everybody_empty_filled_and_in_error(
    inspector: Inspector, administrator: PersonCard
) -> None:
    scheme = f"/manage/schemes/{AWARD}"
    inspector.walk(
        [
            (
                administrator,
                (
                    "/manage/cards", f"/manage/cards/type/{OPEN}/always-open",
                    "/manage/cards/print", f"/manage/cards/print/{OPEN}?place=Larch+Ward",
                    f"{scheme}/details",
                ),
            )
        ]
    )  # fmt: skip
    inspector.send_empty(administrator, f"/manage/cards/type/{OPEN}/always-open", "Save")
    inspector.page.goto(scheme)
    for path in inspector.page.eval_on_selector_all(
        f"a[href^='{scheme}/rounds/']", "links => links.map((link) => link.getAttribute('href'))"
    )[:1]:
        inspector.walk([(administrator, (path, f"{path}/late"))])
        inspector.send_empty(administrator, f"{path}/late", "Give")


def test_the_ledger_the_print_queue_and_the_cards_are_open_to_everybody(
    inspector: Inspector, administrator: PersonCard
) -> None:
    with inspector.site.app.app_context():
        ledger = [f"/manage/thanks/{reference}" for reference in _one_of_each_state()]
        batches = [f"/manage/thanks/print/{n}" for n in db.session.scalars(select(Batch.id))]
        cards = [f"/thanks/{code}" for code in _cards()]
    inspector.walk(
        [
            (
                administrator,
                (
                    "/manage/thanks", "/manage/thanks?state=thanked", "/manage/thanks?q=nobody",
                    *ledger, "/manage/thanks/print", *batches,
                ),
            ),
            (None, cards),
        ]
    )  # fmt: skip


def _one_of_each_state() -> list[str]:
    found = {}
    for reference, state, way in db.session.execute(
        select(Nomination.reference, Thank.state, Thank.way).join(
            Thank, Thank.nomination_id == Nomination.id
        )
    ):
        found[state, way] = reference
    return sorted(set(found.values()))


def _cards() -> list[str]:
    """Return the card of a person and one for a wall."""
    person = select(Card.id).where(Card.person_id.is_not(None)).limit(1)
    wall = select(Card.id).where(Card.person_id.is_(None)).limit(1)
    return [card_code(db.session.scalars(chosen).one()) for chosen in (person, wall)]
