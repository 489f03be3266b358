"""Somebody who is being erased, as every room is told, and how their words leave its tables."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import String, bindparam, inspect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from recognition.marks import touch
from recognition.words import _

AT_A_TIME = 500
Column = InstrumentedAttribute[Any]
Change = Callable[[str], str]


@dataclass(frozen=True)
class Erased:
    """Whose words are to be gone, by the numbers under which the rooms know what belongs to them.

    `person_id` is None for somebody outside the directory. Of nominations, `about` are those in
    which they are the nominee, and `by` those they wrote. `letters` are those that are only about
    these; `addresses` are in lower case. `stories` are the library's names of their own stories.

    `without` returns a text in which their full names and addresses are replaced; `untold` also
    replaces what their nominators called them. `written` are short texts by them or about them
    that a letter or the trail may repeat.
    """

    at: datetime
    person_id: int | None = None
    accounts: frozenset[int] = frozenset()
    about: frozenset[int] = frozenset()
    by: frozenset[int] = frozenset()
    candidacies: frozenset[int] = frozenset()
    cards: frozenset[int] = frozenset()
    letters: frozenset[int] = frozenset()
    references: frozenset[str] = frozenset()
    stories: frozenset[str] = frozenset()
    addresses: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()
    without: Change = field(default=str, repr=False)
    untold: Change = field(default=str, repr=False)

    @property
    def nominations(self) -> frozenset[int]:
        """The nominations whose words go: about them, and by them."""
        return self.about | self.by


def former() -> str:
    """Return what stands where the name of somebody erased stood."""
    return _("A former colleague")


def name_removed() -> str:
    """Return what stands where somebody else's words named them."""
    return _("[name removed]")


def words_removed() -> str:
    """Return what stands where words about them, or by them, stood."""
    return _("[words removed]")


def rewrite(session: Session, change: Change, *columns: Column) -> int:
    """Change every text in some columns of one table; return how many rows became different.

    Rows are read `AT_A_TIME`, and only those that change are written. JSON is changed in its
    values; a text is cut to what its column holds.

    Args:
        session: of the open transaction.
        change: returns the new text; the same one where nothing is to change.
        columns: of one table.
    """
    table = columns[0].class_
    keys = inspect(table).primary_key
    writing = update(table.__table__).where(
        *(key == bindparam(f"key_{place}") for place, key in enumerate(keys))
    )
    session.flush()
    found = list(_changed(session, change, keys, columns))
    if found:
        names = [column.key for column in columns]
        writing = writing.values({name: bindparam(f"new_{name}") for name in names})
        session.connection().execute(writing, found)
        touch(session, table.__tablename__)  # or pages would go on saying what they remember
        session.expire_all()
    return len(found)


def _changed(
    session: Session, change: Change, keys: Any, columns: tuple[Column, ...]
) -> Iterator[dict[str, Any]]:
    rows = session.execute(select(*keys, *columns), execution_options={"yield_per": AT_A_TIME})
    for row in rows:
        before = tuple(row)[len(keys) :]
        after = tuple(
            _cut(column, told(value, change)) for column, value in zip(columns, before, strict=True)
        )
        if after != before:
            yield {f"key_{place}": value for place, value in enumerate(row[: len(keys)])} | {
                f"new_{column.key}": value for column, value in zip(columns, after, strict=True)
            }


def told(value: Any, change: Change) -> Any:
    """Return a value of JSON with every text in it changed; its keys stay."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, Mapping):
        return {key: told(inside, change) for key, inside in value.items()}
    if isinstance(value, list):
        return [told(inside, change) for inside in value]
    return value


def _cut(column: Column, value: Any) -> Any:
    kind = column.type
    is_short = isinstance(kind, String) and kind.length is not None and isinstance(value, str)
    return value[: kind.length] if is_short else value
