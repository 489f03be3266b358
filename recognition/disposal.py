"""How a room lets go of what was kept long enough: the same rows are counted and disposed of.

A room says which rows are due and what becomes of them; when, and in what order, is decided by
`privacy`. Words that go leave `GONE` behind where a page would otherwise show a hole.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from recognition.database import db, transaction

GONE = "[…]"  # no letter in it, so that no search and no comparison of names finds anything


@dataclass(frozen=True)
class Spared:
    """Whose things stay although they are old, as statements that are asked in each batch anew.

    `people`, `addresses`, `rounds` and `candidacies` are on hold. `told` are candidacies whose
    story may still be told, and `needed` leavers without whom something is not finished.
    """

    people: Select[Any]
    addresses: Select[Any]
    rounds: Select[Any]
    candidacies: Select[Any]
    told: Select[Any]
    needed: Select[Any]


Choose = Callable[[datetime, Spared], Select[Any]]
LetGo = Callable[[Session, Sequence[Any]], None]


@dataclass(frozen=True)
class Disposal:
    """One kind of row in one room.

    `choose(before, spared)` selects the numbers of the rows that are due, in a fixed order;
    `let_go(session, numbers)` disposes of them so that they are not chosen again. Rows that only
    follow others out (`counted` is false) appear in no count.
    """

    choose: Choose
    let_go: LetGo
    counted: bool = True

    def waiting(self, before: datetime, spared: Spared) -> int:
        """Count what is due: everything that `dispose` would let go of.

        Args:
            before: what is older than this instant is due, UTC.
            spared: whose things stay.
        """
        due = self.choose(before, spared).order_by(None).subquery()
        return db.session.scalar(select(func.count()).select_from(due)) or 0

    def dispose(self, before: datetime, limit: int, spared: Spared) -> int:
        """Let go of at most `limit` of what is due, in one transaction; return how many.

        Args:
            before: what is older than this instant is due, UTC.
            limit: how many rows at most.
            spared: whose things stay.
        """
        with transaction() as session:
            numbers = session.scalars(self.choose(before, spared).limit(limit)).all()
            if numbers:
                self.let_go(session, numbers)
                session.flush()
            return len(numbers)


def free(column: Any, spared: Select[Any]) -> ColumnElement[bool]:
    """Hold where a column is empty or names nothing that is spared."""
    return or_(column.is_(None), column.not_in(spared))
