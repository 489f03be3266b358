"""Somebody signs in with a link and a code, as people do with a phone at hand, or lost."""

import io
from collections.abc import Callable, Iterator
from datetime import timedelta

import pyotp
import pytest
import time_machine
import zxingcpp
from PIL import Image
from playwright.sync_api import Page, expect

from recognition import clock
from recognition.people import actions
from recognition.people.queries import PersonCard
from tests.browser import Site, arrived, become_nobody
from tests.journeys.inspector import Inspector
from tests.page_client import PageClient
from tests.second_steps import HALF_MINUTE, Phone, enter, enter_twice, key_on
from tests.world import TRUST

pytestmark = pytest.mark.browser

Visit = Callable[..., Page]


@pytest.fixture
def clockwork() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(clock.now(), tick=True) as traveller:
        yield traveller


@pytest.fixture
def chair(quick_site: Site) -> PersonCard:
    return quick_site.world.administrator()


def held(site: Site, person: PersonCard) -> Phone:
    """Have somebody set a second step up in a browser of their own."""
    return enter_twice(site.app, PageClient(site.app), person)


def asked(page: Page) -> None:
    arrived(page, "Your second step")
    expect(page.get_by_label("Your code")).to_have_value("")


@pytest.mark.parametrize("scripts", [True, False])
def test_an_administrator_sets_up_an_app_and_signs_in_with_it_the_next_time(
    quick_site: Site,
    visit: Visit,
    chair: PersonCard,
    clockwork: time_machine.Traveller,
    scripts: bool,
) -> None:
    page = visit(quick_site, java_script_enabled=scripts)
    page.goto("/manage/people")
    quick_site.enter_once(page, chair)
    arrived(page, "Set up your second step")
    phone = quick_site.set_up_phone(page)
    assert len(phone.on_paper) == 10
    page.goto("/manage/people")
    arrived(page, "People")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()

    clockwork.shift(HALF_MINUTE)
    quick_site.enter_once(page, chair)
    asked(page)
    expect(page.get_by_role("link", name="Manage")).to_have_count(0)
    quick_site.type_code(page, phone.code())
    page.get_by_role("navigation", name="Menu").get_by_role("link", name="Manage").click()
    arrived(page, "Manage")


def test_a_phone_reads_the_same_key_from_the_drawing_as_stands_below_it(
    quick_site: Site, visit: Visit, chair: PersonCard
) -> None:
    page = visit(quick_site)
    quick_site.enter_once(page, chair)
    page.get_by_role("button", name="Set it up").click()
    arrived(page, "Give your app the key")
    drawing = page.get_by_role("img", name="A code to scan")
    (read,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(drawing.screenshot())))
    app = pyotp.parse_uri(read.text)
    assert app.secret == key_on(page.content())
    assert (app.name, app.issuer) == (chair.email, TRUST)


def test_a_page_that_was_wanted_comes_back_after_link_and_code(
    quick_site: Site, visit: Visit, chair: PersonCard, clockwork: time_machine.Traveller
) -> None:
    phone, page = held(quick_site, chair), visit(quick_site)
    clockwork.shift(HALF_MINUTE)
    before = len(quick_site.mail.letters)
    page.goto("/manage/people?q=a")
    page.get_by_label("e-mail").fill(chair.email or "")
    page.get_by_role("button", name="Send me a link").click()
    letter = quick_site.letter(chair.email, "/sign-in/", after=before)
    page.goto(quick_site.link_in(letter))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    asked(page)
    quick_site.type_code(page, phone.code())
    arrived(page, "People")
    assert page.url.endswith("/manage/people?q=a")


def test_a_recovery_code_does_when_the_phone_is_not_there(
    quick_site: Site, visit: Visit, chair: PersonCard
) -> None:
    phone, page = held(quick_site, chair), visit(quick_site)
    quick_site.enter_once(page, chair)
    asked(page)
    page.get_by_text("My phone is lost, or new").click()
    quick_site.type_code(page, phone.on_paper[0])
    expect(page.get_by_role("main")).to_contain_text("You have 9 recovery codes left.")
    quick_site.letter(chair.email, "A recovery code was used")


def test_wrong_codes_are_told_kindly_and_after_five_there_is_a_pause(
    quick_site: Site, visit: Visit, chair: PersonCard, clockwork: time_machine.Traveller
) -> None:
    phone, page = held(quick_site, chair), visit(quick_site)
    clockwork.shift(HALF_MINUTE)
    quick_site.enter_once(page, chair)
    problem = page.get_by_role("alert")
    for _time in range(5):
        asked(page)
        quick_site.type_code(page, phone.wrong())
        expect(problem).to_contain_text("That code did not work.")
    quick_site.type_code(page, phone.code())
    expect(problem).to_contain_text("Five codes did not work, so we take a break")
    quick_site.letter(chair.email, "Several codes did not work")
    page.get_by_role("link", name="Go on without a code").click()
    arrived(page, "Kindness at work")
    clockwork.shift(timedelta(minutes=16))
    page.get_by_role("link", name="Finish signing in").click()
    asked(page)
    quick_site.type_code(page, phone.code())
    expect(page.get_by_role("link", name="Manage")).to_be_visible()


def test_a_lost_phone_is_cleared_by_a_colleague_and_another_takes_its_place(
    quick_site: Site, visit: Visit, chair: PersonCard
) -> None:
    held(quick_site, chair)
    boss, desk, page = quick_site.world.administrator(), visit(quick_site), visit(quick_site)
    quick_site.enter_once(page, chair)
    asked(page)
    quick_site.enter(desk, boss)
    desk.goto(f"/manage/people/{chair.id}")
    desk.get_by_role("link", name="Clear it").click()
    arrived(desk, f"Clear {chair.name}’s second step?")
    desk.get_by_role("button", name="Yes, clear it").click()
    expect(desk.get_by_role("main")).to_contain_text("They have no second step.")
    quick_site.letter(chair.email, "Your second step was cleared")
    page.goto("/account")
    arrived(page, "Sign in")
    quick_site.enter_once(page, chair)
    arrived(page, "Set up your second step")
    quick_site.set_up_phone(page)
    page.goto("/manage")
    arrived(page, "Manage")


def _half_in(inspector: Inspector, person: PersonCard) -> None:
    """Give the browser a session of somebody who used a mailed link, and no code yet."""
    client = PageClient(inspector.site.app)
    enter(inspector.site.app, client, person)
    cookie = client.get_cookie("recognition")
    assert cookie is not None
    become_nobody(inspector.page)
    inspector.page.context.add_cookies(
        [{"name": cookie.key, "value": cookie.value, "url": inspector.site.url}]
    )


def _continue_with(inspector: Inspector, code: str, name: str) -> None:
    inspector.site.type_code(inspector.page, code)
    inspector.page.locator(".nhsuk-error-summary").wait_for()
    inspector.look(name)


def test_the_pages_of_a_second_step_are_open_to_everybody(inspector: Inspector) -> None:
    site, page, own = inspector.site, inspector.page, "/account/second-step"
    boss, person = site.world.administrator(), site.world.person("Grace Okafor")
    inspector.walk([(person, ("/account", own)), (boss, (own, f"/manage/people/{person.id}"))])
    _half_in(inspector, boss)
    page.goto("/manage")
    inspector.look("set up, as somebody who has to")

    inspector.become(person)
    page.goto(own)
    page.get_by_role("button", name="Set it up").click()
    arrived(page, "Give your app the key")
    inspector.look("the key")
    phone = Phone(key_on(page.content()))
    _continue_with(inspector, "", "the key, without a code")
    _continue_with(inspector, phone.wrong(), "the key, with a code that does not fit")
    site.type_code(page, phone.code())
    arrived(page, "Keep these recovery codes")
    phone.on_paper = page.locator(".recovery-codes__code").all_inner_texts()
    inspector.look("the recovery codes")
    for path in ("/account", own, f"{own}/move", f"{own}/codes", f"{own}/remove", "/second-step"):
        page.goto(path)
        inspector.look(path)
    page.goto(f"{own}/codes")
    page.get_by_role("button", name="Yes, make new codes").click()
    arrived(page, "Keep these recovery codes")
    inspector.look("new recovery codes")

    _half_in(inspector, person)
    page.goto("/second-step")
    inspector.look("a code is asked for")
    page.get_by_text("My phone is lost, or new").click()
    inspector.look("a code is asked for, and the phone is lost")
    _continue_with(inspector, "", "no code")
    for number in range(6):
        _continue_with(inspector, phone.wrong(), f"wrong code {number}")
    expect(page.get_by_role("alert")).to_contain_text("Five codes did not work")
    nominee = f"/manage/people/{person.id}"
    inspector.walk([(boss, (nominee, f"{nominee}/second-step"))])


def test_a_second_step_that_has_to_stay_is_open_to_everybody(inspector: Inspector) -> None:
    site, page = inspector.site, inspector.page
    boss = site.world.administrator()
    phone = held(site, boss)
    with site.app.app_context():
        half = actions.make_sign_in_link(boss.email or "")
    assert half is not None
    page.goto(half)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    site.type_code(page, phone.on_paper[0])
    expect(page.get_by_role("main")).to_contain_text("You have 9 recovery codes left.")
    inspector.look("a recovery code was used")
    page.goto("/account/second-step")
    inspector.look("a second step that stays")
    page.goto("/account/second-step/remove")
    page.get_by_role("button", name="Yes, remove it").click()
    page.locator(".nhsuk-error-summary").wait_for()
    inspector.look("a second step that cannot be removed")
