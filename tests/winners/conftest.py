"""A closed round with two nominees, a chair, a communications officer and an administrator."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine

from recognition import clock
from recognition.panel.rules import CHAIR
from recognition.people.queries import PersonCard
from recognition.people.rules import COMMUNICATIONS
from recognition.schemes.queries import RoundCard
from tests.kept import Once
from tests.loads import loads_stay_right  # noqa: F401 -- a fixture for all that is here
from tests.world import World


@dataclass
class Ceremony:
    """Everybody in it; `round` has closed."""

    world: World
    round: RoundCard
    chair: PersonCard
    officer: PersonCard
    tendai: PersonCard
    siobhan: PersonCard
    tendai_candidacy: int
    siobhan_candidacy: int


@pytest.fixture
def ceremony(world: World, once: Once) -> Ceremony:
    """A round that closed an hour ago."""
    return once(hold, world)


def hold(world: World) -> Ceremony:
    """Set up a round that closed an hour ago."""
    with time_machine.travel(clock.now() - timedelta(hours=2)):
        chair, officer = world.person("Chair Person"), world.granted(COMMUNICATIONS)
        tendai, siobhan = world.person("Tendai Moyo"), world.person("Siobhán O’Rourke")
        round_ = world.round(closes_in=timedelta(hours=1), opens_in=-timedelta(days=1))
        world.appoint(round_, chair, role=CHAIR)
        for nominee in (tendai, siobhan):
            world.nomination(round_, nominee=nominee)
    return Ceremony(
        world,
        round_,
        chair,
        officer,
        tendai,
        siobhan,
        world.candidacy(round_, tendai),
        world.candidacy(round_, siobhan),
    )
