"""Somebody has died: nothing cheerful goes out any more, whatever happens to the nominations."""

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.nominations.models import Nomination
from recognition.people.queries import PersonCard
from recognition.schemes.queries import RoundCard
from recognition.thanks import actions, tending
from recognition.thanks.rules import DIED, HELD
from tests.thanks.conftest import Desk
from tests.world import World


def say_died(desk: Desk, reference: str, administrator: PersonCard) -> None:
    viewer = desk.world.viewer(administrator)
    [thank] = desk.thanks(reference)
    with desk.app.app_context():
        actions.tend(reference, thank.id, deed=tending.HAS_DIED, actor=viewer, now=clock.now())


def test_a_second_nomination_of_somebody_who_has_died_waits_for_an_administrator(
    desk: Desk, world: World
) -> None:
    administrator, asha, round_ = world.administrator(), world.person(), world.round()
    first = world.nomination(round_, nominee=asha)
    desk.thank()
    say_died(desk, first, administrator)
    second = world.nomination(round_, nominee=asha)
    desk.thank()
    [thank] = desk.thanks(second)
    assert (thank.state, thank.reason, thank.letter_id) == (HELD, DIED, None)
    desk.deliver()
    assert [letter for letter in desk.posted if letter["To"] == asha.email] == []


def test_a_letter_on_its_way_stops_when_somebody_is_said_to_have_died(
    desk: Desk, world: World
) -> None:
    administrator, asha, round_ = world.administrator(), world.person(), world.round()
    first, second = (world.nomination(round_, nominee=asha) for _each in range(2))
    desk.thank()
    say_died(desk, first, administrator)
    desk.deliver()
    [thank] = desk.thanks(second)
    assert (thank.state, thank.reason) == (HELD, DIED)
    assert [letter for letter in desk.posted if letter["To"] == asha.email] == []


def test_undoing_an_acceptance_does_not_forget_that_somebody_has_died(
    desk: Desk, world: World
) -> None:
    administrator, asha, round_ = world.administrator(), world.person(), world.round()
    reference = world.nomination(round_, nominee=asha)
    desk.thank()
    say_died(desk, reference, administrator)
    desk.change(reference, standing="waiting")
    desk.thank()
    desk.change(reference, standing="accepted")
    desk.thank()
    [thank] = desk.thanks(reference)
    assert (thank.state, thank.reason) == (HELD, DIED)
    with desk.app.app_context():
        assert db.session.scalar(select(Nomination.standing)) == "accepted"
    assert isinstance(round_, RoundCard)
