"""A patient nominates in Welsh, a nurse is thanked in Welsh, and nothing on the way is in English.

Told twice: with a pretended catalogue in which every word wears a roof, which shows that every word
can be said in another language; and with the Welsh one, which shows that it says them all.
"""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from jinja2 import BytecodeCache
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.catalogue import FOLDER, catalogue
from recognition.people.queries import PersonCard
from recognition.schemes import actions as schemes
from recognition.schemes import queries as scheme_queries
from recognition.thanks import actions as thanking
from recognition.thanks.reckoning import REST
from recognition.words import LANGUAGES, WELSH
from tests.browser import Site, become_nobody, serving
from tests.journeys.inspector import Inspector
from tests.journeys.welsh import accented, left_in_english, pretended, shown, without_roofs
from tests.world import TRUST

pytestmark = pytest.mark.browser

PATIENT, KEN = "ken@home.example", "Ken Morgan"
STORY = "Arhosodd gyda mi drwy’r nos."
IMPACT = "Nid oedd ofn arnaf mwyach."
NOMINEE = "Asha Patel"
PLACES = ("Hazel Ward", "Main site")
NOT_OURS = (KEN, PATIENT, STORY, IMPACT, NOMINEE, TRUST, *PLACES, "Nurse", "person example org",
            "recognition", *LANGUAGES.values())  # fmt: skip


@dataclass
class Reader:
    """Somebody who reads in Welsh, and every text that they were shown."""

    inspector: Inspector
    desk: Page
    texts: set[str] = field(default_factory=set)

    def see(self, name: str) -> None:
        self.inspector.look(name)
        self.texts |= shown(self.inspector.page)

    def go(self, path: str) -> None:
        self.inspector.page.goto(path)
        self.see(path)

    def press(self, selector: str = "main form[method=post] button[type=submit]") -> None:
        page = self.inspector.page
        with page.expect_navigation():
            page.locator(selector).first.click()
        self.see(page.url.removeprefix(self.inspector.site.url))


Serve = Callable[[Path], Site]


@pytest.fixture
def served(
    migrated_sqlite: Path, tmp_path: Path, compiled_templates: BytecodeCache
) -> Iterator[Serve]:
    """Serve a site with the catalogues in a folder; it ends with the test."""
    sites = []

    def serve(folder: Path) -> Site:
        path = tmp_path / "recognition.sqlite"
        shutil.copyfile(migrated_sqlite, path)
        site = serving(
            f"sqlite:///{path}", compiled_templates, BABEL_TRANSLATION_DIRECTORIES=str(folder)
        )
        sites.append(site)
        return site.__enter__()

    yield serve
    for site in sites:
        site.__exit__(None, None, None)


def _worded(site: Site) -> str:
    """Start a scheme that anybody may nominate in, with every text in Welsh too."""
    place = site.world.organisation()
    actor = site.world.viewer(site.world.administrator())
    with site.app.app_context():
        slug = schemes.start_scheme("leading-with-compassion", organisation_id=place, actor=None)
        sheet = scheme_queries.language_sheet(scheme_queries.scheme(slug).id, WELSH)
        written = {
            text.key: (schemes.digest_of(text.english), accented(text.english), False)
            for text in sheet.texts
        }
        schemes.write_wordings(slug, WELSH, written, actor=actor)
    return slug


def _nominate(reader: Reader, slug: str) -> None:
    """Walk from the start page to the receipt, and confirm behind the letter."""
    page = reader.inspector.page
    page.goto("/")
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    reader.see("/")
    reader.go("/nominate")
    reader.go(f"/nominate/{slug}")
    page.locator("main form[method=post] button[type=submit]").first.click()
    page.locator(".nhsuk-error-summary").wait_for()
    reader.see("nobody named")
    page.locator("[name=described_name]").fill(NOMINEE)
    page.locator("[name=described_place]").fill("Hazel Ward")
    if page.locator("[name=category]").count():
        page.locator("[name=category]").first.check()
    reader.press()
    page.locator("#answer_1").fill(STORY)
    page.locator("#answer_2").fill(IMPACT)
    reader.press()
    page.locator("[name=author_kind][value=patients]").check()
    page.locator("[name=author_name]").fill(KEN)
    page.locator("[name=author_email]").fill(PATIENT)
    page.locator("[name=may_name][value=yes]").check()
    reader.press()
    reader.press("main form[action*=check] button[type=submit]")


def _receipt(reader: Reader) -> None:
    page, site = reader.inspector.page, reader.inspector.site
    letter = site.letter(PATIENT, NOMINEE)
    reader.texts |= {line for line in letter.get_content().splitlines() if "http" not in line}
    page.goto(site.link_in(letter))
    reader.see("by letter")
    reader.press()
    here = page.url.removeprefix(site.url).split("?")[0]
    for more in ("/correct", "/withdraw"):
        reader.go(here + more)


def _accept(site: Site, desk: Page, asha: PersonCard) -> None:
    """Have a checker, who reads English, link and accept it, and the worker thank for it."""
    site.admit(desk.context, site.world.administrator())
    desk.goto("/manage/checking")
    desk.get_by_role("main").get_by_role("link", name=NOMINEE).click()
    desk.get_by_label("Look for a name").fill("Asha")
    desk.get_by_role("button", name="Look", exact=True).click()
    desk.get_by_label(NOMINEE).check()
    desk.get_by_role("button", name="Link", exact=True).click()
    desk.get_by_role("button", name="Accept", exact=True).click()
    expect(desk.get_by_role("main")).to_contain_text("Everything is checked")
    with site.app.app_context():
        assert thanking.thank_accepted(clock.now() + REST + timedelta(seconds=1)) == 1


def _card(reader: Reader, asha: PersonCard) -> None:
    """Open the letter of thanks in a browser that never chose a language."""
    site, page = reader.inspector.site, reader.inspector.page
    letter = site.letter(asha.email, "/thanks/")
    reader.texts |= {line for line in letter.get_content().splitlines() if "http" not in line}
    become_nobody(page)
    page.goto(site.link_in(letter))
    reader.see("the card")
    expect(page.locator(".story").first).to_contain_text(STORY)


EVERYBODY = ("/help", "/privacy", "/privacy/how-long", "/cookies", "/accessibility",
             "/resources", "/winners", "/winners/roll", "/sign-in", "/sign-in/sent",
             "/sign-in/no-such-link", "/no-such-page", "/nominate/resume")  # fmt: skip


def _walk(reader: Reader) -> None:
    site = reader.inspector.site
    asha = site.world.person(NOMINEE, team="Hazel Ward")
    _nominate(reader, _worded(site))
    _receipt(reader)
    _accept(site, reader.desk, asha)
    _card(reader, asha)
    for path in EVERYBODY:
        reader.go(path)
    site.admit(reader.inspector.page.context, asha)
    reader.inspector.page.goto("/account?lang=cy")
    for path in ("/account", "/account/data", "/account/second-step", "/nominations", "/nominate"):
        reader.go(path)


@pytest.fixture
def reader_of(served: Serve, visit: Callable[..., Page]) -> Callable[[Path], Reader]:
    def read(folder: Path) -> Reader:
        site = served(folder)
        page = visit(site)
        page.add_init_script(AXE_SCRIPT)
        return Reader(Inspector(site, page), visit(site))

    return read


def test_every_word_from_nominating_to_the_card_can_be_said_in_another_language(
    reader_of: Callable[[Path], Reader], tmp_path: Path
) -> None:
    reader = reader_of(pretended(tmp_path / "pretended"))
    _walk(reader)
    assert reader.inspector.problems == []
    left = sorted(without_roofs(reader.texts, NOT_OURS))
    assert not left, "\n".join(left)


def test_nothing_from_nominating_to_the_card_is_left_in_english(
    reader_of: Callable[[Path], Reader],
) -> None:
    reader = reader_of(FOLDER)
    _walk(reader)
    assert reader.inspector.problems == []
    left = sorted(left_in_english(reader.texts, catalogue(WELSH)))
    assert not left, "\n".join(left)
