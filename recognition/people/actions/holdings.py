"""Where rooms keep numbers of people, and how they move when two records are one person's.

Every rule of the house compares numbers of people, so one person has to have one number. When two
records turn out to be one person's, the rows of one move to the other; nothing else has to know.
Each room says which of its columns hold such numbers, and `app.py` registers that; what moved is
written down, row by row, so that it can go back.

    HOLDINGS = Holdings((
        Held(Nomination.nominator_id, later("Nominations they wrote")),
        Held(Card.person_id, later("Cards they got"), alone=(Card.candidacy_id,)),
    ))
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select, tuple_, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from recognition.database import transaction

Moved = dict[str, list[Any]]
Among = Callable[[Any], ColumnElement[bool]]
Clash = Callable[[Session, int, int], str]
Move = Callable[[Session, int, int], Moved]
MoveBack = Callable[[Session, int, int, Mapping[str, list[Any]]], None]
BATCH = 400


@dataclass(frozen=True)
class Held:
    """A column that holds numbers of people.

    `what` says on a page what its rows are. `form` is how the number stands in a column of text:
    “person %s”. Where only one row may have a number beside the same values of other columns,
    `alone` names those columns: a row that would be a second one stays where it is. `among` says
    which rows are meant, given the table or an alias of it.
    """

    column: InstrumentedAttribute[Any]
    what: Any
    form: str = ""
    alone: tuple[InstrumentedAttribute[Any], ...] | None = None
    among: Among | None = None

    @property
    def name(self) -> str:
        """The column as `table.column`."""
        return f"{self.column.class_.__tablename__}.{self.column.key}"

    def value(self, number: int) -> Any:
        """Return a number as it stands in the column."""
        return self.form % number if self.form else number

    def those(self, entity: Any, number: int) -> ColumnElement[bool]:
        """Hold for the rows of a table, or of an alias of it, that have this number."""
        mine: ColumnElement[bool] = getattr(entity, self.column.key) == self.value(number)
        return and_(mine, self.among(entity)) if self.among else mine

    @property
    def identity(self) -> list[InstrumentedAttribute[Any]]:
        """The columns that tell a row of the table whichever number it has."""
        keys = [getattr(self.column.class_, each.key) for each in _primary(self.column)]
        return [key for key in keys if key.key != self.column.key]


def _primary(column: InstrumentedAttribute[Any]) -> Sequence[Any]:
    return list(column.class_.__table__.primary_key.columns)


@dataclass(frozen=True)
class Holdings:
    """What one room keeps of people.

    `clash(session, kept, other)` says in a sentence why two records cannot be one yet, or nothing;
    `move` does what moving a column cannot, before the columns move, and `move_back` undoes it
    after they went back.
    """

    columns: tuple[Held, ...]
    clash: Clash | None = None
    move: Move | None = None
    move_back: MoveBack | None = None


_people: list[Holdings] = []
_teams: list[Holdings] = []


def register_people(holdings: Holdings) -> None:
    """Let a room say where it keeps numbers of people."""
    if holdings not in _people:
        _people.append(holdings)


def register_teams(holdings: Holdings) -> None:
    """Let a room say where it keeps numbers of teams."""
    if holdings not in _teams:
        _teams.append(holdings)


def of_people() -> Sequence[Holdings]:
    """Return what every room keeps of people."""
    return tuple(_people)


def of_teams() -> Sequence[Holdings]:
    """Return what every room keeps of teams."""
    return tuple(_teams)


def clash(session: Session, rooms: Iterable[Holdings], kept: int, other: int) -> str:
    """Return the first reason why two numbers cannot be one yet; empty when they can."""
    asked = (room.clash for room in rooms if room.clash is not None)
    return next((said for ask in asked if (said := ask(session, kept, other))), "")


def counts(session: Session, rooms: Iterable[Holdings], number: int) -> dict[str, int]:
    """Return how many rows hold a number, by what they are; what is none is left out."""
    found = Counter[str]()
    for held in (held for room in rooms for held in room.columns):
        table = held.column.class_
        found[str(held.what)] += (
            session.scalar(select(func.count()).select_from(table).where(held.those(table, number)))
            or 0
        )
    return {what: rows for what, rows in found.items() if rows}


def move(rooms: Iterable[Holdings], kept: int, other: int) -> Moved:
    """Move what one number holds to another, in the transaction of whoever decided it.

    Returns:
        The rows that moved, for `move_back`.
    """
    moved: Moved = {}
    with transaction() as session:
        for room in rooms:
            if room.move is not None:
                moved |= room.move(session, kept, other)
            for held in room.columns:
                session.flush()
                if rows := _move(session, held, kept, other):
                    moved.setdefault(held.name, []).extend(rows)
        session.flush()
        session.expire_all()
    return moved


def move_back(
    rooms: Iterable[Holdings], kept: int, other: int, moved: Mapping[str, list[Any]]
) -> None:
    """Move back what `move` moved, as far as it is still where that put it."""
    with transaction() as session:
        session.flush()
        for room in rooms:
            for held in room.columns:
                for where in _rows(held, moved.get(held.name, [])):
                    still = held.column == held.value(kept)
                    _update(session, held, held.value(other), still, where)
            if room.move_back is not None:
                room.move_back(session, kept, other, moved)
        session.flush()
        session.expire_all()


def _move(session: Session, held: Held, kept: int, other: int) -> list[list[Any]]:
    table = held.column.class_
    which = held.those(table, other)
    if held.alone is not None:
        twin = aliased(table)
        same = (getattr(twin, column.key) == column for column in held.alone)
        which = and_(which, ~exists().where(held.those(twin, kept), *same).correlate(table))
    identity = held.identity
    found = select(*identity) if identity else select(held.column)
    rows = session.execute(found.where(which).order_by(*identity)).all()
    moved = [list(row) if identity else [] for row in rows]
    for where in _rows(held, moved):
        _update(session, held, held.value(kept), held.column == held.value(other), where)
    return moved


def _rows(held: Held, rows: Sequence[Sequence[Any]]) -> Iterator[ColumnElement[bool] | None]:
    """Yield conditions that hold for these rows of a table, a few hundred at once."""
    identity = held.identity
    if not identity and rows:
        yield None  # the number alone tells the row
        return
    for start in range(0, len(rows), BATCH):
        batch = rows[start : start + BATCH]
        if len(identity) == 1:
            yield identity[0].in_([row[0] for row in batch])
        else:
            yield tuple_(*identity).in_([tuple(row) for row in batch])


def _update(
    session: Session,
    held: Held,
    value: Any,
    still: ColumnElement[bool],
    where: ColumnElement[bool] | None,
) -> None:
    statement = update(held.column.class_).where(still).values({held.column.key: value})
    if where is not None:
        statement = statement.where(where)
    session.execute(statement.execution_options(synchronize_session=False))
