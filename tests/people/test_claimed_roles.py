"""Roles given by the groups that the organisation's own sign-in names."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.audit.queries import entries, first_problem
from recognition.database import db, transaction
from recognition.people import actions, queries
from recognition.people.models import Grant
from recognition.people.queries import PersonCard
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS, GRANTED_ROLES
from recognition.provider import ROLES
from tests.page_client import PageClient
from tests.people.certified import Certified, Walk
from tests.world import World

GROUPS = {ADMINISTRATOR: "recognition-admins", COMMUNICATIONS: "recognition-comms"}


@pytest.fixture
def known(app: Flask, certified: Certified) -> Certified:
    groups = tuple(GROUPS.items())
    certified.known_as(app, roles_claim="groups", roles=groups, asks_twice=True)
    return certified


def enter(app: Flask, subject: str) -> Walk:
    walk = Walk(PageClient(app))
    assert walk.through(subject).status_code == 302
    return walk


def roles(app: Flask, person: PersonCard) -> tuple[str, ...]:
    with app.app_context():
        assert first_problem() is None
        return queries.staff_sheet(person.id).roles


def told(app: Flask, action: str) -> list[tuple[int | None, object]]:
    with app.app_context():
        lines, _total = entries(action=action)
        return [(line.actor_id, line.details["role"]) for line in lines]


def test_the_roles_in_the_settings_are_those_people_can_hold() -> None:
    assert ROLES == GRANTED_ROLES


@pytest.mark.parametrize("groups", ["recognition-comms", ["staff", "recognition-comms"]])
def test_a_group_gives_a_role_and_its_end_takes_the_role_and_other_sessions(
    app: Flask, known: Certified, world: World, groups: object
) -> None:
    person = world.person()
    known.has("carys", person, groups=groups, amr=["mfa"])
    first = enter(app, "carys")
    assert roles(app, person) == (COMMUNICATIONS,)
    assert first.client.get("/newsletter").status_code == 200
    assert told(app, "people.role_given") == [(None, COMMUNICATIONS)]
    enter(app, "carys")
    assert len(told(app, "people.role_given")) == 1
    known.has("carys", person, groups=["staff"])
    second = enter(app, "carys")
    assert roles(app, person) == ()
    assert told(app, "people.role_ended") == [(None, COMMUNICATIONS)]
    assert second.is_in
    assert second.client.get("/newsletter").status_code == 404
    assert not first.is_in


@pytest.mark.parametrize("groups", [None, [], 5, {"recognition-admins": True}, [["x"]]])
def test_a_claim_without_our_groups_gives_nothing(
    app: Flask, known: Certified, world: World, groups: object
) -> None:
    person = world.person()
    known.has("asha", person, groups=groups)
    enter(app, "asha")
    assert roles(app, person) == ()


def test_a_role_given_by_hand_is_never_touched_by_the_claim(
    app: Flask, known: Certified, world: World
) -> None:
    by_hand = world.granted(COMMUNICATIONS)
    known.has("carys", by_hand, groups=["recognition-comms"])
    enter(app, "carys")
    known.has("carys", by_hand, groups=[])
    before = enter(app, "carys")
    enter(app, "carys")
    assert roles(app, by_hand) == (COMMUNICATIONS,)
    assert told(app, "people.role_ended") == []
    assert before.is_in


def test_a_claimed_role_that_was_ended_by_hand_comes_back_while_the_group_says_so(
    app: Flask, known: Certified, world: World
) -> None:
    person = world.person()
    known.has("carys", person, groups=["recognition-comms"])
    enter(app, "carys")
    with app.app_context():
        actions.end_grant(
            person_id=person.id, organisation_id=person.organisation_id, role=COMMUNICATIONS
        )
    enter(app, "carys")
    assert roles(app, person) == (COMMUNICATIONS,)


def test_the_only_administrator_stays_one_and_the_trail_says_so(
    app: Flask, known: Certified, world: World
) -> None:
    person = world.person()
    known.has("ada", person, groups=["recognition-admins"])
    enter(app, "ada")
    known.has("ada", person, groups=[])
    enter(app, "ada")
    assert roles(app, person) == (ADMINISTRATOR,)
    assert told(app, "people.role_kept") == [(None, ADMINISTRATOR)]
    world.administrator()
    enter(app, "ada")
    assert roles(app, person) == ()


def last_days(app: Flask, person: PersonCard) -> list[date | None]:
    with app.app_context():
        found = sa.select(Grant.expires_on).where(Grant.person_id == person.id)
        return list(db.session.scalars(found.where(Grant.ended_at.is_(None)).order_by(Grant.role)))


def test_a_claimed_role_runs_out_a_month_after_the_group_was_last_seen(
    app: Flask, known: Certified, world: World
) -> None:
    person = world.person()
    known.has("carys", person, groups=["recognition-comms"])
    enter(app, "carys")
    assert last_days(app, person) == [clock.today() + timedelta(days=30)]
    with app.app_context(), transaction() as session:
        session.execute(sa.update(Grant).values(expires_on=clock.today() + timedelta(days=2)))
    enter(app, "carys")
    assert last_days(app, person) == [clock.today() + timedelta(days=30)]
    assert len(told(app, "people.role_given")) == 1
    assert told(app, "people.role_dated") == []
    with time_machine.travel(clock.now() + timedelta(days=31), tick=True):
        world.viewer(person)  # a mailed link does not ask for the group
        assert roles(app, person) == ()


def test_a_role_given_by_hand_gets_no_last_day_from_the_claim(
    app: Flask, known: Certified, world: World
) -> None:
    by_hand = world.granted(COMMUNICATIONS)
    known.has("carys", by_hand, groups=["recognition-comms"])
    enter(app, "carys")
    assert last_days(app, by_hand) == [None]


def test_the_only_administrator_by_a_group_keeps_the_role_while_there_is_no_other(
    app: Flask, known: Certified, world: World
) -> None:
    person = world.person()
    known.has("ada", person, groups=["recognition-admins"])
    enter(app, "ada")
    assert last_days(app, person) == [None]
    world.administrator()
    enter(app, "ada")
    assert last_days(app, person) == [clock.today() + timedelta(days=30)]


def test_a_provider_without_a_say_in_roles_leaves_them_alone(
    app: Flask, certified: Certified, world: World
) -> None:
    person = world.granted(COMMUNICATIONS)
    certified.known_as(app)
    certified.has("carys", person, groups=["recognition-admins"])
    enter(app, "carys")
    assert roles(app, person) == (COMMUNICATIONS,)
