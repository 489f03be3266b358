"""Finding somebody looks at those whose names begin as typed, and never at everybody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from recognition.audit import queries as audit
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.people import queries
from recognition.people.models import Person
from recognition.people.queries import Chosen
from tests.conftest import QueryCounter
from tests.world import World


def crowd(world: World, number: int) -> None:
    """Add so many people of several names, each of whom has done something."""
    place, now = world.organisation(), db.session.scalar(sa.select(sa.func.max(Person.id))) or 0
    names = [("Asha", "Patel"), ("Ned", "O'Hara"), ("Liz", "Smith-Jones"), ("Ahsa", "Patle")]
    rows = []
    for at in range(number):
        given, family = names[at % len(names)]
        rows.append(
            {
                "organisation_id": place,
                "name": f"{given} {family}",
                "search_name": f"{given} {family}".lower(),
                "email": f"crowd{now + at}@example.org",
            }
        )
    with transaction() as session:
        session.execute(sa.insert(Person), rows)
        session.flush()
        for (person,) in session.execute(sa.select(Person.id).where(Person.id > now)):
            record("people.tried", subject=("person", person), actor_id=person)


def who_did(text: str) -> Any:
    return audit.entries(actors=queries.found_by_name(text))


ASKED: dict[str, Callable[[int], object]] = {
    "a letter": lambda here: queries.suggestions("a", organisations=[here], near=None),
    "two words": lambda here: queries.suggestions("pat ash", organisations=[here], near=None),
    "a short form": lambda here: queries.suggestions("beth", organisations=[here], near=None),
    "a slip": lambda here: queries.suggestions("oharra", organisations=[here], near=None),
    "nobody": lambda here: queries.suggestions("zacharias", organisations=[here], near=None),
    "staff": lambda here: queries.staff([here], Chosen("pat")),
    "staff at an address": lambda here: queries.staff([here], Chosen("crowd1", show="here")),
    "trail": lambda _here: who_did("ned"),
}


@pytest.mark.parametrize("question", ASKED)
def test_the_statements_are_as_many_for_a_hundred_people_as_for_one(
    app: Flask, world: World, count_queries: QueryCounter, question: str
) -> None:
    here, counts = world.organisation(), []
    for more in (1, 2, 7, 90):
        with app.app_context():
            crowd(world, more)
        with app.app_context(), count_queries() as asked:
            ASKED[question](here)
        counts.append(len(asked))
    assert counts[0] <= 4
    assert max(counts) <= max(counts[0], 3)


@contextmanager
def told() -> Iterator[list[tuple[str, Any]]]:
    """Collect every statement and its values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: object, _cursor: object, text: str, values: Any, *_rest: object) -> None:
        found.append((text, values))

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


EXPLAIN = "EXPLAIN QUERY PLAN"
BIG = {"person", "person_part", "audit_entry"}
NARROW = ("part>?", "part=?", "person_id=?", "rowid=?", "actor_id=?", "acting_for_id=?")
"""What an index is asked so that it gives few of many; an organisation is not among it."""


def _narrow(step: str) -> bool:
    return step.startswith("SEARCH") and any(asked in step for asked in NARROW)


@pytest.mark.parametrize("question", ASKED)
def test_no_table_of_people_or_of_what_they_did_is_read_from_end_to_end(
    app: Flask, world: World, question: str
) -> None:
    here = world.organisation()
    with app.app_context():
        if db.engine.dialect.name != "sqlite":
            pytest.skip("a planner that knows how few there are reads them all, and is right")
        crowd(world, 20)
        with told() as found:
            ASKED[question](here)
        texts = [(text, values) for text, values in found if text.startswith(("SELECT", "WITH"))]
        assert texts
        with db.engine.connect() as connection:
            for text, values in texts:
                plan = connection.exec_driver_sql(" ".join([EXPLAIN, text]), values).all()
                steps = [str(row[3]) for row in plan]
                wide = [step for step in steps if {*step.split()} & BIG and not _narrow(step)]
                assert wide == [], text
