"""The pages around letters are open to everybody: empty, filled and in error."""

import time
from datetime import timedelta

import pytest

from recognition import clock
from recognition.database import db
from recognition.mail import actions as mail
from recognition.mail.diary import Letters, run_of
from recognition.mail.post import by_smtp
from recognition.mail.queries import letter
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser


def test_the_pages_around_letters_are_open_to_everybody(inspector: Inspector) -> None:
    site = inspector.site
    administrator = site.world.administrator()
    words = f"/manage/letters/{administrator.organisation_id}"
    inspector.walk([(administrator, ("/manage/outbox", "/manage/letters", "/manage/worker"))])
    gone = "a-rather-long.address-of-somebody@a-rather-long-trust.example.org"
    site.mail.refused.add(gone)
    tomorrow = clock.now() + timedelta(days=1)
    with site.app.app_context():
        for address, due in ((gone, None), ("b@example.org", None), ("c@example.org", tomorrow)):
            mail.write(
                kind="nomination.withdrawn",
                to_address=address,
                subject="You withdrew your nomination",
                body="Hello",
                due_at=due,
            )
        mail.deliver_due(by_smtp(site.mail.url))  # unless the site's own worker was first
        now = clock.now()
        wrong = run_of("audit.note_head", now, now, milliseconds=9000, problem="PermissionError")
        mail.keep_diary(now, [wrong], Letters())
        until = time.monotonic() + 10
        while not letter(1).problem and time.monotonic() < until:
            time.sleep(0.05)
            db.session.rollback()
    inspector.walk(
        [
            (
                administrator,
                (
                    "/manage", "/manage/worker", "/manage/outbox", "/manage/outbox?state=given_up",
                    "/manage/outbox/1", "/manage/outbox/2", "/manage/outbox/3",
                    f"{words}/panel.assigned", f"{words}/people.sign_in",
                ),
            )
        ]
    )  # fmt: skip
    inspector.send_empty(administrator, "/manage/outbox/3", "Stop this letter")
    inspector.send_empty(administrator, f"{words}/thanks.card", "Save these words")
    page = inspector.page
    page.goto(f"{words}/thanks.card")
    page.get_by_role("button", name="Send a test to me").click()
    page.get_by_text("A test is on its way").wait_for()
    inspector.look("the words of a letter, tested")


def test_a_letter_opens_in_a_tab_of_its_own_apart_from_our_pages(inspector: Inspector) -> None:
    site = inspector.site
    administrator = site.world.administrator()
    inspector.become(administrator)
    page = inspector.page
    page.goto(f"/manage/letters/{administrator.organisation_id}/thanks.card")
    page.get_by_label("Subject").fill("For you, {name}")
    with page.context.expect_page() as opening:
        page.get_by_role("button", name="Look at it").click()
    shown = opening.value
    shown.get_by_role("heading", name=f"For you, {administrator.name}").wait_for()
    assert shown.get_by_text("the link is put in here when the letter leaves").is_visible()
    width = shown.locator(".mail").evaluate("one => getComputedStyle(one).maxWidth")
    assert width != "none", "it has its own style"
    assert shown.evaluate("window.origin") == "null", "it is a stranger to our pages"
    assert page.get_by_label("Subject").input_value() == "For you, {name}"
