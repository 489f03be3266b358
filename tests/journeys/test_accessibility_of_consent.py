"""The pages of consent are open to everybody: asked, answered, ended, refused and in error."""

from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.nominations.queries import Nominee
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard, workplace
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions, queries
from recognition.thanks.rules import CHANNELS, PHOTO
from tests.browser import Site
from tests.journeys.inspector import Inspector

pytestmark = pytest.mark.browser


def _decided(site: Site) -> tuple[RoundCard, list[int]]:
    """Decide about Sue who has no address, a team with one no, and Asha whose yes has ended."""
    world = site.world
    with time_machine.travel(clock.now() - timedelta(days=400)):
        chair = world.person("Chair Person")
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        members = [world.person(name, team="Larch Ward") for name in ("Tendai Moyo", "Nia Novak")]
        with site.app.app_context():
            team_id = workplace([members[0].id])[members[0].id].team_id
        for nominee in (
            Nominee("team", "Larch Ward", "", team_id=team_id),
            Nominee("described", "Sue", "Ward 7"),
            world.person("Asha Patel"),
        ):
            world.nomination(round_, nominee=nominee)
        asker = world.viewer(chair)
        with site.app.app_context():
            actions.thank_accepted(clock.now() + timedelta(hours=1))
            cards = {n: queries.codes_of(n) for n in range(1, 4)}
            for number in (1, 3):
                actions.ask_consent(number, actor=asker)
            year = clock.now() + timedelta(days=365)
            actions.say(cards[3][0], dict.fromkeys(CHANNELS, True), until=year)
            actions.say(cards[1][0], {**dict.fromkeys(CHANNELS, True), PHOTO: False})
    for number in cards:
        world.decided(number, chair)
    return round_, list(cards)


def test_the_pages_of_consent_are_open_to_everybody(inspector: Inspector) -> None:
    site = inspector.site
    officer: PersonCard = site.world.granted(COMMUNICATIONS)
    administrator = site.world.administrator()
    list_ = f"/manage/consents/{site.world.round(name='Empty').id}"
    inspector.walk([(officer, (list_,))])
    round_, numbers = _decided(site)
    with site.app.app_context():
        cards = [f"/thanks/{code}" for n in numbers for code in queries.codes_of(n)[:1]]
    papers = [f"/manage/consent/{number}" for number in numbers]
    list_ = f"/manage/consents/{round_.id}"
    inspector.walk(
        [
            (None, cards),
            (officer, (list_, f"{list_}?state=given", f"/winners/prepare/{round_.id}")),
            (administrator, (list_, *papers)),
        ]
    )
    inspector.send_empty(administrator, papers[0], "Keep what Tendai Moyo said")
