"""Winners on the start page."""

from datetime import UTC, datetime, timedelta

import time_machine

from recognition import clock
from tests.page_client import PageClient
from tests.world import World

TYPED = "<script>alert(1)</script>{{7*7}}</textarea>\u202e She stayed."


def test_the_start_page_tells_a_story_only_after_the_announcement_and_with_consent(
    client: PageClient, world: World
) -> None:
    client.typed.add("{{7*7}}")
    willing, quiet = world.person(name="Maria Santos"), world.person(name="Asha Patel")
    chair = world.person()
    with time_machine.travel(datetime(2026, 11, 2, 9, tzinfo=UTC)) as traveller:
        round_ = world.round(closes_in=timedelta(days=7))
        for nominee in (willing, quiet):
            world.nomination(round_, nominee=nominee)
        traveller.shift(timedelta(days=8))
        for nominee in (willing, quiet):
            world.decided(world.candidacy(round_, nominee), chair, citation=TYPED)
        world.consented(world.candidacy(round_, willing))
        world.consented(world.candidacy(round_, quiet), given=False)
        world.announced(round_, after=timedelta(hours=1))
        before = client.get("/").text
        assert "Maria Santos" not in before
        assert "The first stories will stand here" in before
        traveller.shift(timedelta(hours=1, seconds=1))
        after = client.get("/").text
        assert clock.now().day == 10
    assert "Maria Santos" in after
    assert f'href="/winners/{round_.id}"' in after
    assert "Asha Patel" not in after
    assert (
        "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}&lt;/textarea&gt;\u202e She stayed." in after
    )
    assert "<script>alert" not in after
