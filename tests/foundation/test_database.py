"""One transaction, in one place."""

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import StatementError

from recognition.database import db, transaction, wal_is_safe
from recognition.errors import Conflict, Refused
from recognition.people.models import Account, Organisation, Person

NAME = "Larkfield Care Trust"


def names() -> list[str]:
    return list(db.session.scalars(sa.select(Organisation.name).order_by(Organisation.id)))


def test_everything_is_written_or_nothing(app: Flask) -> None:
    def write_and_refuse() -> None:
        with transaction() as session:
            session.add(Organisation(name=NAME))
            session.flush()
            raise Refused("no")

    with app.app_context():
        with pytest.raises(Refused):
            write_and_refuse()
        assert names() == []
        with transaction() as session:
            session.add(Organisation(name=NAME))
        db.session.remove()
        assert names() == [NAME]


def test_a_transaction_joins_one_that_is_open(app: Flask) -> None:
    def join_and_refuse() -> None:
        with transaction() as outer:
            with transaction() as inner:
                assert inner is outer
                inner.add(Organisation(name=NAME))
            raise Refused("no")

    with app.app_context():
        with pytest.raises(Refused):
            join_and_refuse()
        assert names() == []


def test_a_broken_constraint_is_a_conflict_and_nothing_is_written(app: Flask) -> None:
    with app.app_context():
        with transaction() as session:
            session.add(Organisation(name=NAME))
        with pytest.raises(Conflict, match="at the same moment"), transaction() as session:
            session.add_all([Organisation(name="Another"), Organisation(name=NAME)])
        assert names() == [NAME]
        with transaction() as session:
            session.add(Organisation(name="Another"))
        assert names() == [NAME, "Another"]


def test_what_was_read_before_is_read_again_inside(app: Flask) -> None:
    with app.app_context():
        with transaction() as session:
            session.add(Organisation(name=NAME))
        card = db.session.scalars(sa.select(Organisation)).one()
        assert card.name == NAME
        db.session.rollback()
        with db.engine.begin() as other:
            other.execute(sa.update(Organisation).values(name="Renamed"))
        with transaction():
            assert card.name == "Renamed"


def test_references_are_watched_on_both_databases(app: Flask) -> None:
    with app.app_context(), pytest.raises(Conflict), transaction() as session:
        session.add(Person(organisation_id=999, name="Nobody", search_name="nobody"))


def _account(at: Any) -> Account:
    place = Organisation(name=NAME)
    db.session.add(place)
    db.session.flush()
    person = Person(organisation_id=place.id, name="Asha", search_name="asha")
    db.session.add(person)
    db.session.flush()
    return Account(person_id=person.id, email="asha@example.org", created_at=at)


def test_an_instant_comes_back_aware_and_in_utc(app: Flask) -> None:
    typed = datetime(2026, 7, 1, 9, 30, 0, 123456, tzinfo=timezone(timedelta(hours=5)))
    with app.app_context():
        with transaction() as session:
            session.add(_account(typed))
        db.session.remove()
        found = db.session.scalars(sa.select(Account.created_at)).one()
    assert found == typed
    assert found.tzinfo is UTC


def test_an_instant_without_a_zone_is_refused(app: Flask) -> None:
    with (
        app.app_context(),
        pytest.raises(StatementError, match="time zone"),
        transaction() as session,
    ):
        session.add(_account(datetime(2026, 7, 1, 9, 30)))  # noqa: DTZ001 -- the point


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 60, 0), True),
    ],
)
def test_write_ahead_logging_waits_for_a_library_that_keeps_what_it_was_given(
    version: tuple[int, int, int], safe: bool
) -> None:
    assert wal_is_safe(version) is safe


def test_sqlite_keeps_what_was_acknowledged_and_overwrites_what_was_deleted(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            assert connection.dialect.name == "postgresql"
            return
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        }
    assert settings == {
        "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10_000
    }  # fmt: skip
