"""What is remembered is never older than what was written."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition.app import create_app
from recognition.database import db, transaction
from recognition.erased import rewrite
from recognition.marks import Mark, forget_everything
from recognition.people.models import Organisation, Team
from recognition.people.queries import host
from recognition.remembering import MOST, remembered
from tests.settings import settings_for

asked: list[object] = []
NOON = datetime(2026, 11, 28, 12, tzinfo=UTC)


def counted(key: object, value: Any) -> Any:
    asked.append(key)
    return value


@remembered(Organisation)
def names(most: int = 9) -> tuple[str, ...]:
    rows = db.session.scalars(sa.select(Organisation.name).order_by(Organisation.name).limit(most))
    return tuple(counted(most, rows.all()))


@remembered(changes_of=(Organisation,))
def first_name() -> str | None:
    rows = sa.select(Organisation.name).order_by(Organisation.id).limit(1)
    return counted("first", db.session.scalar(rows))


@remembered(until=lambda until, _began: until)
def holds_until(until: datetime) -> datetime:
    return counted(until, until)


@pytest.fixture(autouse=True)
def nothing_asked() -> None:
    asked.clear()


def add(app: Flask, name: str) -> None:
    with app.app_context(), transaction() as session:
        session.add(Organisation(name=name))


def look(app: Flask, most: int = 9) -> tuple[str, ...]:
    with app.app_context():
        return names(most)


def test_the_same_question_is_asked_once(app: Flask) -> None:
    add(app, "Kiln")
    assert look(app) == look(app) == ("Kiln",)
    assert asked == [9]
    assert look(app, 1) == ("Kiln",)
    assert asked == [9, 1]


def test_what_was_written_shows_at_once_also_in_another_process(
    app: Flask, database_url: str
) -> None:
    other = create_app(settings_for(database_url), TESTING=True)
    add(app, "Kiln")
    assert look(app) == look(other) == ("Kiln",)
    add(other, "Hazel")
    assert look(app) == look(other) == ("Hazel", "Kiln")
    with other.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("way", ["row", "update", "delete", "insert", "erasing"])
def test_every_way_of_writing_is_noticed(app: Flask, way: str) -> None:
    add(app, "Kiln")
    look(app)
    with app.app_context(), transaction() as session:
        if way == "row":
            session.scalars(sa.select(Organisation)).one().name = "Larch"
        elif way == "update":
            session.execute(sa.update(Organisation).values(name="Larch"))
        elif way == "delete":
            session.execute(sa.delete(Organisation))
        elif way == "erasing":
            assert rewrite(session, lambda _text: "Larch", Organisation.name) == 1
        else:
            session.execute(sa.insert(Organisation), [{"name": "Larch"}])
    assert look(app) == {"delete": (), "insert": ("Kiln", "Larch")}.get(way, ("Larch",))


def take_back() -> None:
    with transaction() as session:
        session.add(Organisation(name="Larch"))
        session.flush()
        assert names() == ("Kiln", "Larch")  # inside, what was just written is there
        assert 1 / 0


def test_what_was_taken_back_changes_nothing(app: Flask) -> None:
    add(app, "Kiln")
    look(app)
    with app.app_context(), pytest.raises(ZeroDivisionError):
        take_back()
    assert look(app) == ("Kiln",)
    assert asked == [9, 9]


def test_other_tables_change_nothing(app: Flask) -> None:
    add(app, "Kiln")
    look(app)
    with app.app_context(), transaction() as session:
        place = session.scalars(sa.select(Organisation.id)).one()
        session.add(Team(organisation_id=place, name="Ward 7", search_name="ward 7", site=""))
    look(app)
    assert asked == [9]


def test_a_write_shows_later_in_the_same_request(app: Flask) -> None:
    with app.app_context():
        assert host() is None
        with transaction() as session:
            session.add(Organisation(name="Kiln"))
        found = host()
    assert found is not None
    assert found.name == "Kiln"


def test_new_rows_do_not_concern_whoever_reads_old_ones(app: Flask) -> None:
    def ask() -> str | None:
        with app.app_context():
            return first_name()

    add(app, "Kiln")
    assert ask() == "Kiln"
    add(app, "Hazel")
    assert ask() == "Kiln"
    assert asked == ["first"]
    with app.app_context(), transaction() as session:
        kiln = Organisation.name == "Kiln"
        session.execute(sa.update(Organisation).where(kiln).values(name="Larch"))
    assert ask() == "Larch"


def test_an_answer_holds_until_its_instant_and_not_at_it_nor_before_it_was_read(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        until = NOON + timedelta(seconds=5)
        for moment in (0, 4.9, 5, 6, -1):
            clock.move_to(NOON + timedelta(seconds=moment))
            with app.app_context():
                assert holds_until(until) == until
    assert asked == [until] * 4


@remembered(Team)
def asks_another() -> tuple[str, ...]:
    return names()


@remembered(Organisation)
def asks_until(until: datetime) -> datetime:
    return counted("outer", holds_until(until))


def test_what_is_remembered_may_read_no_table_that_it_does_not_watch(app: Flask) -> None:
    @remembered(Team)
    def wrong() -> object:
        return db.session.scalars(sa.select(Organisation.name)).all()

    @remembered(Team)
    def beside() -> object:
        return db.session.execute(
            sa.select(Team.id, Organisation.id).where(Team.id == Organisation.id)
        ).all()

    with app.app_context():
        for query in (wrong, asks_another, beside):
            with pytest.raises(AssertionError, match="without watching organisation"):
                query()


def test_what_a_page_read_before_is_not_kept_under_newer_marks(app: Flask) -> None:
    @remembered(Organisation)
    def first() -> str:
        return db.session.scalars(sa.select(Organisation)).one().name

    add(app, "Kiln")
    with app.app_context():
        seen = db.session.scalars(sa.select(Organisation)).one()
        with db.engine.connect() as connection:
            # as somebody else would, between what this page read and its look at the marks
            db.session.connection().execute(sa.text("SELECT 1"))
            if connection.dialect.name == "postgresql":
                connection.execute(sa.update(Organisation.__table__).values(name="Larch"))
                connection.commit()
                assert first() == "Larch"
        assert seen.id


def test_an_answer_holds_no_longer_than_one_that_went_into_it(app: Flask) -> None:
    until = NOON + timedelta(seconds=5)
    with time_machine.travel(NOON, tick=False) as clock:
        for moment in (0, 4, 6):
            clock.move_to(NOON + timedelta(seconds=moment))
            with app.app_context():
                asks_until(until)
    assert asked.count("outer") == 2


def test_a_migration_has_everything_read_anew(app: Flask) -> None:
    add(app, "Kiln")
    look(app)
    with app.app_context(), transaction() as session:
        session.connection().execute(sa.text("UPDATE organisation SET name = 'Larch'"))
        forget_everything(session.connection())
    assert look(app) == ("Larch",)


def test_only_so_much_is_remembered(app: Flask) -> None:
    add(app, "Kiln")
    for most in range(1, MOST + 2):
        look(app, most)
    look(app, MOST + 1)
    assert len(asked) == MOST + 1
    look(app, 1)
    assert len(asked) == MOST + 2


def test_a_mark_holds_no_word_of_what_was_written(app: Flask) -> None:
    add(app, "Kiln")
    with app.app_context():
        names_of_marks = set(db.session.scalars(sa.select(Mark.name)))
    assert {"organisation", "organisation:changed"} >= names_of_marks - {"everything"} > set()
