"""The pages about erasing somebody are open to everybody: empty, full, in error and when done."""

import pytest

from recognition.privacy.actions import erasing
from recognition.privacy.queries.erasing_subjects import person_subject
from tests.journeys.inspector import Inspector
from tests.privacy.canary import NAME, canary

pytestmark = pytest.mark.browser
LIST = "/manage/privacy/erasures"


def test_the_pages_about_erasing_are_open_to_everybody(inspector: Inspector) -> None:
    site = inspector.site
    inspector.walk([(site.world.administrator(), (LIST,))])
    house = canary(site.world)
    theirs, own = (f"{LIST}/person/{who.id}" for who in (house.me, house.admin))
    sent = house.references["unlinked"]
    inspector.walk([(house.admin, (theirs, own, f"{LIST}/nominee/{sent}"))])
    inspector.send_empty(house.admin, LIST, "Find them")
    inspector.send_empty(house.admin, theirs, "Erase them for good")
    with site.app.app_context():
        erasing.erase(
            lambda: person_subject(house.me.id),
            typed=NAME,
            basis="asked",
            nothing_holds=True,
            actor=site.world.viewer(house.admin),
        )
    inspector.walk([(house.admin, (LIST, f"{LIST}/1"))])
