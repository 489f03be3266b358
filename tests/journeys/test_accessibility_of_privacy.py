"""The pages of keeping and of giving people their data are open to everybody."""

from datetime import timedelta

import pytest

from recognition import clock
from recognition.privacy.actions import retention, retention_setting
from tests.browser import Site
from tests.journeys.inspector import Inspector
from tests.privacy.aged import Aged, aged

pytestmark = pytest.mark.browser

KEEPING = ("/manage/privacy/retention", "/manage/privacy/retention/due")
LISTS = ("/manage/privacy/retention/log", "/manage/privacy/holds")


def _held(site: Site, story: Aged) -> int:
    """Put somebody on hold; return the number of the hold."""
    actor = site.world.viewer(story.administrator)
    with site.app.app_context():
        return retention_setting.place_hold(
            email=story.nominator.email or "",
            round_id=None,
            reason="A claim of June",
            until=clock.now() + timedelta(days=90),
            actor=actor,
        )


def test_the_pages_of_keeping_and_of_ones_data_are_open_to_everybody(
    inspector: Inspector,
) -> None:
    site = inspector.site
    keeper = site.world.administrator()
    inspector.walk([(keeper, (*KEEPING, *LISTS, "/manage/privacy/data", "/account/data"))])
    story = aged(site.world, ago=timedelta(days=4000))
    person = f"/manage/privacy/people/{story.nominee.id}"
    inspector.walk([(keeper, (KEEPING[1], person))])
    inspector.send_empty(keeper, person, "Look")
    inspector.page.get_by_label("Why you are looking").fill("Request of 12 March")
    inspector.page.get_by_label("Show what panels wrote").check()
    inspector.page.get_by_label("Why with what panels wrote").fill("Our policy")
    inspector.page.get_by_role("button", name="Look").click()
    inspector.page.get_by_role("button", name="Release the rest").wait_for()
    inspector.look(f"{person} looked at")
    hold = _held(site, story)
    with site.app.app_context():
        retention.purge(way=retention.COMMAND)
    inspector.walk(
        [
            (keeper, (*KEEPING, *LISTS, f"/manage/privacy/holds/{hold}/end")),
            (story.nominator, ("/account/data",)),
        ]
    )
    inspector.send_empty(keeper, KEEPING[0], "Save")
    inspector.send_empty(keeper, LISTS[1], "Put on hold")
