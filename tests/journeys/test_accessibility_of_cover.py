"""The pages of standing in are open to everybody: empty, in error, named, acting and over."""

from datetime import timedelta

import pytest

from recognition import clock
from recognition.panel.actions import covering
from recognition.people.rules import ADMINISTRATOR
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser


def test_the_pages_of_standing_in_are_open_to_everybody(inspector: Inspector) -> None:
    site = inspector.site
    world = site.world
    administrator, stand_in, today = world.administrator(), world.person(), clock.today()
    theirs = f"/manage/cover/{administrator.id}"
    inspector.walk(
        [
            (stand_in, ("/account/cover", "/account")),
            (administrator, ("/account/cover", "/manage/cover", theirs)),
        ]
    )
    inspector.send_empty(administrator, "/account/cover", "Let them stand in")
    with site.app.app_context():
        for first in (0, 20):
            number = covering.name_cover(
                absent_id=administrator.id,
                stand_in_id=stand_in.id if not first else world.person().id,
                what=[f"{ADMINISTRATOR}-{administrator.organisation_id}"],
                days=(today + timedelta(days=first), today + timedelta(days=first + 3)),
                actor=None,
            )
        covering.end_cover(number, actor=None)
    inspector.walk(
        [
            (stand_in, ("/account", "/account/cover")),
            (administrator, ("/account/cover", "/manage/cover", theirs)),
        ]
    )
    inspector.become(stand_in)
    inspector.page.goto("/account")
    inspector.page.get_by_role("button", name="Act for").click()
    inspector.page.get_by_text("You are acting for").wait_for()
    for path in ("/account", "/manage/cover", "/winners"):
        inspector.page.goto(path)
        inspector.look(f"{path} while acting")
