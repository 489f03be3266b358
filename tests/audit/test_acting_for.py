"""For whom somebody acted is part of the chain, and nothing that came before it changes."""

import dataclasses
import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition import acting
from recognition.acting import Behind
from recognition.audit.actions import record
from recognition.audit.queries import entries, first_problem
from recognition.audit.rules import BEGINNING, Link, digest_of
from recognition.audit.rules import first_problem as problem_of
from recognition.database import db

KEY = b"a key of its own"
AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)


@pytest.fixture
def trail(app: Flask) -> Flask:
    """Three entries: for oneself, acting for 7, and by somebody else during the same request."""
    acting.note(Behind(3))
    with app.app_context():
        record("test.done", subject=("thing", 1), actor_id=3)
        acting.note(Behind(3, acting_for_id=7, cover_id=1))
        record("test.done", subject=("thing", 2), actor_id=3)
        record("test.done", subject=("thing", 3), actor_id=None)
    acting.note(None)
    return app


def test_what_somebody_does_while_they_act_for_another_says_so(trail: Flask) -> None:
    with trail.app_context():
        assert [line.acting_for_id for line in entries()[0]] == [None, 7, None]
        assert first_problem() is None
        assert [line.number for line in entries(actors=[7])[0]] == [2]


@pytest.mark.parametrize(("number", "value"), [(1, "7"), (2, "NULL"), (2, "8"), (3, "3")])
def test_saying_afterwards_for_whom_somebody_acted_is_found(
    trail: Flask, number: int, value: str
) -> None:
    with trail.app_context():
        with db.engine.begin() as connection:
            connection.execute(
                sa.text(f"UPDATE audit_entry SET acting_for_id = {value} WHERE number = {number}")
            )
        assert first_problem() == f"Audit entry {number} was altered or moved."


def test_entries_from_before_anybody_acted_for_another_still_verify() -> None:
    facts = [1, AT.isoformat(timespec="microseconds"), "a.b", 3, "thing", 4, "p" * 64, BEGINNING]
    as_it_was = hmac.new(KEY, json.dumps(facts).encode(), hashlib.sha256).hexdigest()
    link = Link(1, AT, "a.b", 3, "thing", 4, None, "p" * 64, BEGINNING, as_it_was)
    assert problem_of(KEY, [link], head=(1, as_it_was)) is None
    moved = dataclasses.replace(link, acting_for_id=3)
    assert problem_of(KEY, [moved], head=(1, as_it_was)) is not None


def test_acting_for_two_people_gives_two_digests() -> None:
    told = {
        digest_of(
            KEY,
            number=1,
            at=AT,
            action="a.b",
            actor_id=3,
            subject=("thing", 4),
            payload_digest="p" * 64,
            previous=BEGINNING,
            acting_for_id=whom,
        )
        for whom in (None, 0, 1, 2)
    }
    assert len(told) == 4
