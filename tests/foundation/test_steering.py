"""Words about the way change the way and nothing else."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from recognition.audit.models import Entry
from recognition.database import db, transaction
from recognition.people.models import Person, Team
from recognition.steering import count_anew, looked_up, unsearched
from tests.plans import believe_empty, believed, plan
from tests.world import World


@pytest.fixture
def asha(app: Flask, world: World) -> int:
    return world.person("Asha Patel").id


def test_a_column_that_is_not_searched_compares_as_ever(app: Flask, asha: int) -> None:
    columns = (Person.id, Person.merged_into_id, Person.email)
    with app.app_context():
        email = db.session.scalar(select(Person.email).where(Person.id == asha))
        for column, value in zip(columns, (asha, None, email), strict=True):
            found = select(Person.id).where(Person.id == asha)
            assert db.session.scalars(found.where(unsearched(column) == value)).all() == [asha]
            assert db.session.scalars(found.where(unsearched(column) != value)).all() == []
        assert unsearched(Person.email).type is Person.email.type
        instant = db.session.scalar(select(unsearched(Entry.at)).limit(1))
        assert instant == db.session.scalar(select(Entry.at).limit(1))


def test_sqlite_alone_does_not_begin_there(app: Flask) -> None:
    with app.app_context():
        searched, not_searched = (
            plan(select(Person.name).where(column == 7))
            for column in (Person.manager_id, unsearched(Person.manager_id))
        )
        if db.engine.dialect.name == "sqlite":
            assert "ix_person_manager_id" in searched[0]
            assert not_searched == ["SCAN person"]
        else:
            assert searched == not_searched


def test_what_is_looked_up_is_looked_up_for_each_row(app: Flask, world: World) -> None:
    world.person("Asha Patel", team="Ward 7")
    gone = world.person("Ben Carter", team="Ward 8")
    with app.app_context():
        works_here = looked_up(Person.id, Person.team_id == Team.id, Person.id != gone.id)
        with_somebody = select(Team.name).where(works_here)
        without = select(Team.name).where(~works_here)
        assert db.session.scalars(with_somebody).all() == ["Ward 7"]
        assert db.session.scalars(without).all() == ["Ward 8"]
        planned = "\n".join(plan(with_somebody))
        if db.engine.dialect.name == "sqlite":
            assert "CORRELATED" in planned  # with the word or without: it is for the other
        else:
            assert "SubPlan" in planned
            assert "hashed" not in planned
            assert "Join" not in planned


def test_counting_anew_sees_what_is_being_written_and_those_tables_alone(
    app: Flask, world: World
) -> None:
    world.person("Asha Patel", team="Ward 7")
    with app.app_context():
        believe_empty()
        with transaction() as session:
            team = session.scalars(select(Team)).one()
            session.add_all(
                Team(organisation_id=team.organisation_id, name=name, search_name=name, site="")
                for name in map(str, range(300))
            )
            count_anew(session, Team)
        if db.engine.dialect.name == "postgresql":
            assert (believed("team"), believed("person")) == (301, 0)
        with transaction() as session:
            count_anew(session)
        if db.engine.dialect.name == "postgresql":
            assert believed("person") == db.session.scalar(select(func.count(Person.id)))
