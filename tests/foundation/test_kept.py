"""What tests begin with, built once: each finds it as if it had been built for it alone."""

import os
import time
from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition import clock
from recognition.database import db, transaction
from recognition.people.models import Organisation, Person
from recognition.people.queries import PersonCard
from tests.kept import Kept, Once
from tests.world import World

built: list[str] = []


def two_colleagues(world: World) -> list[PersonCard]:
    built.append(world.app.config["SQLALCHEMY_DATABASE_URI"])
    return [world.person("Asha Patel"), world.person("Ben Carter")]


def the_same(world: World) -> list[PersonCard]:
    return two_colleagues(world)


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(sa.select(Person.name).order_by(Person.id)))


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_each_test_finds_what_was_built_and_nothing_of_an_earlier_one(
    app: Flask, world: World, once: Once, turn: int
) -> None:
    asha, _ben = once(two_colleagues, world)
    assert names(app) == ["Asha Patel", "Ben Carter"]
    with app.app_context(), transaction() as session:
        session.get_one(Person, asha.id).name = f"Changed in turn {turn}"
    with app.app_context():
        assert db.session.scalar(sa.select(sa.func.count()).select_from(Organisation)) == 1
    newcomer = world.person()  # a number and an address that nobody has
    assert newcomer.id > asha.id
    assert newcomer.email == "person2@example.org"
    assert names(app) == [f"Changed in turn {turn}", "Ben Carter", "Colleague Number2"]


@pytest.mark.parametrize("turn", [1, 2])
def test_it_is_built_once_and_the_clock_is_put_back(
    database_url: str, world: World, once: Once, kept_worlds: dict[str, Kept], turn: int
) -> None:
    found = kept_worlds.get(f"{the_same.__module__}.the_same{database_url}")
    before, began = len(built), clock.now()
    if found is not None:
        found.at = began - timedelta(hours=1)
    once(the_same, world)
    if found is None:
        assert (len(built), turn) == (before + 1, 1) or "PYTEST_XDIST_WORKER" in os.environ
    else:
        assert len(built) == before
        assert clock.now() < began - timedelta(minutes=50)
        standing = clock.now()
        time.sleep(0.001)
        assert clock.now() > standing, "it goes on from there"


def test_it_is_built_anew_on_top_of_something_else(app: Flask, world: World, once: Once) -> None:
    world.person("Somebody Else")
    before = len(built)
    once(two_colleagues, world)
    assert len(built) == before + 1
    assert names(app) == ["Somebody Else", "Asha Patel", "Ben Carter"]


def test_it_is_built_anew_where_the_test_set_the_clock(world: World, once: Once) -> None:
    before = len(built)
    with time_machine.travel("2026-01-05 09:00+00:00", tick=False):
        once(two_colleagues, world)
        assert clock.now().year == 2026
        assert clock.now().month == 1
    assert len(built) == before + 1
