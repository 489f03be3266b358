"""Letters about roles and panels go to people who are still there."""

import pytest
from flask import Flask

from recognition import clock
from recognition.database import transaction
from recognition.panel.queries.leaders import leaders_on
from recognition.panel.rules import CHAIR
from recognition.people import actions, queries
from recognition.people.models import Person
from recognition.people.rules import COMMUNICATIONS
from recognition.winners.queries.rights import leaders
from tests.world import World


def leave(app: Flask, number: int) -> None:
    with app.app_context(), transaction() as session:
        session.get_one(Person, number).left_at = clock.now()


def shut_out(app: Flask, number: int) -> None:
    with app.app_context():
        actions.disable(person_id=number)


@pytest.mark.parametrize("goes", [leave, shut_out])
def test_whoever_left_or_is_shut_out_is_not_among_those_who_lead(
    app: Flask, world: World, goes: object
) -> None:
    round_, nominee = world.round(), world.person()
    chair, second = world.person("Ada Chair"), world.person("Bo Chair")
    for person in (chair, second):
        world.appoint(round_, person, role=CHAIR)
    world.nomination(round_, nominee=nominee)
    candidacy = world.candidacy(round_, nominee)
    with app.app_context():
        assert {card.id for card in leaders_on(round_.id, candidacy)} == {chair.id, second.id}
        assert {card.id for card in leaders(round_.id)} == {chair.id, second.id}
    assert callable(goes)
    goes(app, chair.id)
    with app.app_context():
        assert [card.id for card in leaders_on(round_.id, candidacy)] == [second.id]
        assert [card.id for card in leaders(round_.id)] == [second.id]


@pytest.mark.parametrize("goes", [leave, shut_out])
def test_whoever_left_or_is_shut_out_is_not_among_those_who_hold_a_role(
    app: Flask, world: World, goes: object
) -> None:
    stays, gone = world.granted(COMMUNICATIONS), world.granted(COMMUNICATIONS)
    assert callable(goes)
    goes(app, gone.id)
    with app.app_context():
        held = queries.holders(stays.organisation_id, COMMUNICATIONS)
        assert [card.id for card in held] == [stays.id]
