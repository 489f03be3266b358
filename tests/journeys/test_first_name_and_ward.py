"""A patient knows a first name and a ward, and a colleague without a desk is thanked by a card."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import pypdf
import pytest
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.schemes import actions as scheming
from recognition.schemes import queries as schemes
from recognition.thanks import actions as thanking
from recognition.thanks.reckoning import REST
from tests.browser import Site, arrived

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
PATIENT = "ken@home.example"
KIND_WORDS = "She told me what each of the machines was for, and I slept."


def always_open(site: Site) -> str:
    """Start the scheme that anybody may nominate in; return its name in addresses."""
    place = site.world.organisation()
    with site.app.app_context():
        slug = scheming.start_scheme("leading-with-compassion", organisation_id=place, actor=None)
        return schemes.scheme(slug).slug


def tells(page: Page, field: str, text: str) -> None:
    """Type an answer key by key, as people do."""
    page.locator(f"#{field}").press_sequentially(text, delay=2)


def test_a_first_name_and_a_ward_reach_a_colleague_without_a_desk_as_a_printed_card(
    quick_site: Site, visit: Callable[..., Page], tmp_path: Path
) -> None:
    site, slug = quick_site, always_open(quick_site)
    administrator = site.world.administrator()
    site.world.person("Susan Adeyemi", team="Larch Ward", email=None, job_title="Night porter")

    patient = visit(site, viewport=PHONE, has_touch=True)
    patient.goto(f"/nominate/{slug}?place={quote('Larch Ward')}")  # the code on the poster
    patient.get_by_label("What are they called?").fill("Sue")
    expect(patient.get_by_label("Where do they work")).to_have_value("Larch Ward")
    patient.get_by_role("button", name="Continue").click()
    tells(patient, "answer_1", KIND_WORDS)
    tells(patient, "answer_2", "I was not frightened any more.")
    patient.get_by_role("button", name="Continue").click()
    patient.get_by_label("I am, or was, a patient").check()
    patient.get_by_label("Your name, if you like").fill("Ken")
    patient.get_by_label("Your e-mail address").fill(PATIENT)
    patient.get_by_label("Yes, tell them").check()
    patient.get_by_role("button", name="Continue").click()
    patient.get_by_role("button", name="Send nomination").click()
    arrived(patient, "your nomination of Sue")
    patient.goto(site.link_in(site.letter(PATIENT, "Sue")))
    patient.get_by_role("button", name="Yes, this is mine").click()
    expect(patient.get_by_role("main")).to_contain_text("Your nomination is confirmed")

    desk = visit(site)
    site.admit(desk.context, administrator)
    desk.goto("/manage/checking")
    desk.get_by_role("link", name="Sue").click()
    desk.get_by_label("Look for a name").fill("Susan")
    desk.get_by_role("button", name="Look", exact=True).click()
    desk.get_by_label("Susan Adeyemi").check()
    desk.get_by_role("button", name="Link", exact=True).click()
    arrived(desk, "Susan Adeyemi")
    desk.get_by_role("button", name="Accept", exact=True).click()
    expect(desk.get_by_role("main")).to_contain_text("Everything is checked")
    with site.app.app_context():
        assert thanking.thank_accepted(clock.now() + REST + timedelta(seconds=1)) == 1

    desk.goto("/manage/thanks/print")
    desk.get_by_role("button", name="Make a batch").click()
    with desk.expect_download() as sheets:
        desk.get_by_role("button", name="Cards, four to a sheet (PDF)").click()
    file = tmp_path / "cards.pdf"
    sheets.value.save_as(file)
    printed = pypdf.PdfReader(BytesIO(file.read_bytes())).pages[0].extract_text()
    words = " ".join(printed.split())
    assert KIND_WORDS in words
    assert "Susan Adeyemi" in words
    assert "Ken" in words
    desk.get_by_role("button", name="1 card is printed").click()
    desk.get_by_role("button", name="1 card is handed over").click()
    expect(desk.get_by_role("main")).to_contain_text("Handed over")
    desk.goto("/manage/thanks?state=thanked")
    expect(desk.get_by_role("main")).to_contain_text("Susan Adeyemi")
    thanks = site.letter(PATIENT, "Your words have reached Sue")
    assert KIND_WORDS not in thanks.get_content()
    assert "Susan" not in thanks.get_content()
