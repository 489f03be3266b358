"""Signing in by the organisation's own sign-in, in a browser, at another site than ours."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from recognition.people.queries import PersonCard
from tests.browser import Site, arrived, become_nobody
from tests.journeys.inspector import Inspector
from tests.people.certified import Certified

pytestmark = pytest.mark.browser

THERE = "Larkfield sign-in"


@pytest.fixture
def known(quick_site: Site, certified: Certified, asha: PersonCard) -> Certified:
    certified.known_as(quick_site.app, name=THERE)
    certified.has("asha", asha)
    certified.has("zoe", email="zoe@elsewhere.example")
    return certified


def go_there(page: Page, name: str) -> None:
    page.get_by_role("button", name=f"Continue with {THERE}").click()
    expect(page.get_by_role("heading", name=THERE)).to_be_visible()
    page.get_by_label("Name").fill(name)
    page.get_by_role("button", name="Go on").click()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_somebody_comes_back_signed_in_to_the_page_they_wanted(
    quick_site: Site, visit: Callable[..., Page], known: Certified, scripts: bool
) -> None:
    assert known.issuer.startswith("http://localhost:")
    assert quick_site.url.startswith("http://127.0.0.1:")  # another site, as in real life
    page = visit(quick_site, java_script_enabled=scripts)
    page.goto("/account")
    go_there(page, "asha")
    arrived(page, "Your account")
    expect(page.get_by_text("Asha Patel").first).to_be_visible()
    page.get_by_role("button", name="Sign out", exact=True).click()
    expect(page.get_by_text("You have signed out.")).to_be_visible()
    page.goto("/sign-in")
    go_there(page, "asha")  # the provider asks again, although it knows this browser
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_every_page_on_the_way_is_open_to_everybody(
    inspector: Inspector, known: Certified, asha: PersonCard
) -> None:
    page = inspector.page
    inspector.walk([(None, ("/sign-in", "/sign-in/provider/return"))])
    administrator = inspector.site.world.administrator()
    person = f"/manage/people/{asha.id}"
    inspector.walk([(administrator, (person, f"{person}/provider"))])
    inspector.send_empty(None, "/sign-in", "Send me a link")
    page.goto("/sign-in")
    go_there(page, "zoe")
    arrived(page, "We could not find you in the staff directory")
    inspector.look("somebody who is not in the directory")
    become_nobody(page)
    page.goto("/account")
    go_there(page, "asha")
    arrived(page, "Your account")
    inspector.walk([(administrator, (f"{person}/provider",))])
    become_nobody(page)
    page.goto("/sign-in")
    page.route(f"{known.issuer}/**", lambda route: route.abort("aborted"))
    page.get_by_role("button", name=f"Continue with {THERE}").click()
    arrived(page, "On your way")
    inspector.look("the page that leads to the provider")


def test_a_provider_that_is_down_is_said_so_above_the_other_way_in(
    inspector: Inspector, known: Certified, asha: PersonCard
) -> None:
    known.wish(unwell={"/.well-known/openid-configuration": "drops"})
    site, page = inspector.site, inspector.page
    page.goto("/sign-in?next=/account")
    page.get_by_role("button", name=f"Continue with {THERE}").click()
    expect(page.get_by_text("is not answering just now")).to_be_visible()
    inspector.look("a provider that is down")
    page.get_by_label("e-mail").fill(asha.email or "")
    page.get_by_role("button", name="Send me a link").click()
    arrived(page, "Look in your e-mail")
    page.goto(site.link_in(site.letter(asha.email, "/sign-in/")))
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    arrived(page, "Your account")
