"""No column that can hold words is forgotten when somebody is erased."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest
import sqlalchemy as sa

from recognition import clock
from recognition.database import Model, transaction
from recognition.erased import Column
from recognition.hall.queries import FREE_TEXT as NOTICES
from recognition.newsletter.models import WordTemplate
from recognition.panel.models import Phase
from recognition.privacy.models import Hold
from recognition.schemes.models import Wording
from recognition.winners.models import LetterWords
from tests.kept import Once
from tests.page_client import PageClient
from tests.privacy.canary import NAME, Canary, canary, left
from tests.privacy.test_erasing import erase
from tests.privacy.text_columns import ERASED, NOT_PERSONAL
from tests.world import World

ROOMS = (
    "mail", "people", "resources", "schemes", "nominations", "thanks", "panel", "winners",
    "newsletter", "privacy",
)  # fmt: skip


def swept() -> Iterator[Column]:
    """Every column that a room goes through, row by row."""
    rooms = [import_module(f"recognition.{room}.queries.free_text").FREE_TEXT for room in ROOMS]
    for tables in (*rooms, NOTICES):
        for columns in tables:
            yield from columns


def named(column: Column) -> str:
    return f"{column.class_.__tablename__}.{column.key}"


def test_every_column_of_words_is_erased_or_has_a_reason_to_stay() -> None:
    kinds = (sa.String, sa.JSON, sa.LargeBinary)
    there = {
        f"{table.name}.{column.name}"
        for table in Model.metadata.tables.values()
        for column in table.columns
        if isinstance(getattr(column.type, "impl", column.type), kinds)
    }
    free = {named(column) for column in swept()}
    assert there == free | set(ERASED) | set(NOT_PERSONAL)
    assert not free & set(ERASED)
    assert not (free | set(ERASED)) & set(NOT_PERSONAL)


def with_name(value: Any) -> Any:
    """Return a stored value with the canary's name in it."""
    if isinstance(value, str):
        return f"Words of {NAME}"
    if isinstance(value, list):
        return [*value, NAME]
    return {**(value or {}), "x": [f"of {NAME}"]}


@pytest.fixture
def house(world: World, once: Once) -> Canary:
    return once(canary, world)


def add_the_rest(house: Canary) -> None:
    """Add a row to each table with words that the canary's story leaves empty."""
    now, me = clock.now(), house.officer
    with transaction() as session:
        session.add(Phase(round_id=house.judged.id, position=1, name="Reading", starts_at=now))
        place = {"organisation_id": me.organisation_id}
        file = {"name": "Paper", "data": b"", "uploaded_by_id": me.id, "uploaded_at": now}
        session.add(WordTemplate(**place, **file))
        words = {"kind": "nominee.winner", "subject": "Well done", "body": "Well done."}
        session.add(LetterWords(**place, **words, written_by_id=me.id, written_at=now))
        placed = {"placed_by_id": me.id, "placed_at": now, "ended_at": now, "until": now}
        session.add(Hold(person_id=house.bo.id, reason="A claim.", **placed))
        text = {"what": "scheme", "number": 0, "field": "name", "language": "cy", "written_at": now}
        english = {"english": "Kind", "digest": "", "text": "Caredig"}
        session.add(Wording(scheme_id=house.round.scheme.id, **text, **english))


def test_a_name_leaves_every_column_of_free_words(client: PageClient, house: Canary) -> None:
    with house.app.app_context(), transaction() as session:
        add_the_rest(house)
        for column in swept():
            row = session.scalars(
                sa.select(column.class_).where(column.is_not(None)).limit(1)
            ).first()
            assert row is not None, f"nothing in {named(column)} to look for"
            setattr(row, column.key, with_name(getattr(row, column.key)))
    erase(client, house)
    assert left(house) == set()
