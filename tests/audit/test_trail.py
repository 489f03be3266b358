"""The audit trail in the database."""

import threading
from contextlib import suppress

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition.audit.actions import record
from recognition.audit.queries import entries, first_problem
from recognition.database import db, transaction


@pytest.fixture
def trail(app: Flask) -> Flask:
    """An application with five entries."""
    with app.app_context():
        for number in range(1, 6):
            record(
                "test.done",
                subject=("thing", number),
                actor_id=number,
                payload={"name": f"Zoë {number} 🌼"},
            )
    return app


def tamper(app: Flask, statement: str) -> str | None:
    with app.app_context():
        with db.engine.begin() as connection:
            connection.execute(sa.text(statement))
        return first_problem()


def test_the_trail_verifies_as_written(trail: Flask) -> None:
    with trail.app_context():
        assert first_problem() is None
        lines, total = entries(per_page=2)
    assert total == 5
    assert [line.number for line in lines] == [5, 4]
    assert lines[0].details == {"name": "Zoë 5 🌼"}


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE audit_entry SET actor_id = 9 WHERE number = 3", "Audit entry 3"),
        ("UPDATE audit_entry SET payload = '{}' WHERE number IN (2, 4)", "Audit entry 2"),
        ("UPDATE audit_entry SET action = 'test.undone' WHERE number = 5", "Audit entry 5"),
        ("DELETE FROM audit_entry WHERE number = 3", "Audit entry 3 is missing"),
        ("DELETE FROM audit_entry WHERE number = 5", "after 4 are missing"),
        ("DELETE FROM audit_entry", "after 0 are missing"),
        (
            "UPDATE audit_entry SET number = number + 4 WHERE number = 2",
            "Audit entry 2 is missing",
        ),
    ],
)
def test_an_entry_altered_deleted_or_moved_in_the_database_is_named(
    trail: Flask, statement: str, named: str
) -> None:
    assert named in (tamper(trail, statement) or "")


@pytest.mark.parametrize("seal", ["", ", mac = NULL", ", mac = digest"])
def test_a_head_that_was_set_back_to_an_older_entry_is_found_without_the_noted_file(
    trail: Flask, seal: str
) -> None:
    older = "(SELECT digest FROM audit_entry WHERE number = 3)"
    tamper(trail, f"UPDATE audit_head SET number = 3, digest = {older}{seal}")
    problem = tamper(trail, "DELETE FROM audit_entry WHERE number > 3")
    assert problem == "Audit entries after 3 may be missing: the end was altered."


def test_erasing_a_payload_keeps_the_trail_valid(trail: Flask) -> None:
    assert tamper(trail, "UPDATE audit_entry SET payload = NULL WHERE number = 2") is None
    with trail.app_context():
        erased = [line.number for line in entries()[0] if line.erased]
    assert erased == [2]


def test_an_entry_is_written_with_its_change_or_not_at_all(app: Flask) -> None:
    with app.app_context():
        with suppress(RuntimeError), transaction():
            record("test.done", subject=("thing", 1), actor_id=None)
            raise RuntimeError
        assert entries()[1] == 0
        assert first_problem() is None


def test_entries_of_two_writers_at_once_follow_each_other(app: Flask) -> None:
    def write() -> None:
        with app.app_context():
            for number in range(10):
                record("test.done", subject=("thing", number), actor_id=None)

    with app.app_context():
        record("test.begun", subject=("thing", 0), actor_id=None)
    writers = [threading.Thread(target=write) for _writer in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with app.app_context():
        assert entries()[1] == 31
        assert first_problem() is None
