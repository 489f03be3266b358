"""The newest entry is noted outside the database, so that a chain written anew is found too."""

import dataclasses
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from recognition.audit.actions import note_head, record
from recognition.audit.heads import noted
from recognition.audit.models import Entry, Head
from recognition.audit.queries import first_problem
from recognition.config import Settings, from_environment
from recognition.database import transaction
from tests.settings import SECRET

MONDAY = datetime(2026, 11, 2, 6, tzinfo=UTC)


@pytest.fixture
def heads(app: Flask, tmp_path: Path) -> Iterator[Path]:
    """Three entries of Monday, noted in the file that is returned."""
    file = tmp_path / "outside" / "heads.txt"
    settings: Settings = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(settings, audit_heads=file)
    with app.app_context(), time_machine.travel(MONDAY, tick=False):
        three_entries("Monday")
        assert note_head()
        yield file


def three_entries(name: str) -> None:
    for number in range(3):
        record("test.done", subject=("thing", number), actor_id=1, payload={"name": name})


def test_the_newest_entry_is_noted_once_a_day(heads: Path) -> None:
    assert not note_head()
    record("test.done", subject=("thing", 9), actor_id=1)
    assert not note_head()
    with time_machine.travel(MONDAY + timedelta(days=1), tick=False):
        assert note_head()
    lines = noted(heads)
    assert [(line.at, line.number) for line in lines] == [
        (MONDAY, 3),
        (MONDAY + timedelta(days=1), 4),
    ]
    assert first_problem() is None


def test_a_trail_that_was_written_anew_with_the_key_is_found(heads: Path) -> None:
    with transaction() as session:
        session.execute(sa.delete(Entry))
        session.execute(sa.delete(Head))
    three_entries("Someone else")
    problem = first_problem()
    assert problem is not None
    assert "entry 3" in problem
    assert "2026-11-02" in problem
    heads.unlink()
    assert first_problem() is None  # whole in itself: only the file could tell


def test_half_a_line_of_the_file_says_nothing(heads: Path) -> None:
    heads.write_text(heads.read_text(encoding="utf-8") + "2026-11-0", encoding="utf-8")
    assert len(noted(heads)) == 1
    assert first_problem() is None


def test_a_file_that_cannot_be_read_is_a_problem_and_stops_no_work(
    heads: Path, caplog: pytest.LogCaptureFixture
) -> None:
    heads.unlink()
    heads.mkdir()
    assert not note_head()
    assert "was not noted" in caplog.text
    assert "cannot be read" in (first_problem() or "")


@pytest.mark.parametrize(
    ("database", "given", "file"),
    [
        ("sqlite:////srv/data/r.sqlite", "", Path("/srv/data/audit-heads.txt")),
        ("sqlite:////srv/data/r.sqlite", "/mnt/log/heads", Path("/mnt/log/heads")),
        ("sqlite:////srv/data/r.sqlite", "off", None),
    ],
)
def test_the_file_stands_beside_sqlite_unless_it_is_given(
    database: str, given: str, file: Path | None
) -> None:
    environment = {
        "RECOGNITION_DATABASE_URL": database,
        "RECOGNITION_SECRET_KEY": SECRET,
        "RECOGNITION_BASE_URL": "http://localhost",
        "RECOGNITION_AUDIT_HEADS": given,
    }
    assert from_environment(environment).audit_heads == file
