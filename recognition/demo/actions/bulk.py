"""Writing many rows at once, inside an open transaction."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import insert

from recognition.database import Model, db

BATCH = 1_000
Row = dict[str, Any]


def batches(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """Cut rows into parts that a database takes at once."""
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))


def add_all(model: type[Model], rows: Sequence[Row]) -> None:
    """Add rows to a table."""
    for batch in batches(rows):
        db.session.execute(insert(model), batch)


def add_numbered(model: Any, rows: Sequence[Row]) -> list[int]:
    """Add rows to a table whose key is `id`; return their numbers, in the order of the rows."""
    numbers: list[int] = []
    adding = insert(model).returning(model.id, sort_by_parameter_order=True)
    for batch in batches(rows):
        numbers.extend(db.session.scalars(adding, batch))
    return numbers
