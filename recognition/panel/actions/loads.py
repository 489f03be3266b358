"""How much everybody is to read, counted again in the transaction that changes it.

Whatever writes to readings, sheets or nominations, wherever that is, is noticed here. A count is
never added to: it is counted from that person's own readings, which are as many as a person reads.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from sqlalchemy import Select, delete, event, func, inspect, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import ORMExecuteState, Session

from recognition.database import before_commit, notes
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.rules import ACCEPTED
from recognition.panel.models import Assignment, ReadingLoad, Review
from recognition.panel.queries.interests import in_round, stands

AT_ONCE = 5_000
Pair = tuple[int, int]


@dataclass
class _Touched:
    """What a transaction wrote to: readings by nominee and reader, and what leads to readings.

    `people` are readers whose rounds are not known, `everybody` that nobody kept account.
    """

    readings: set[Pair] = field(default_factory=set)
    candidacies: set[int] = field(default_factory=set)
    assignments: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    everybody: bool = False


def _touched(session: Session) -> _Touched:
    found: _Touched = notes(session).setdefault("loads", _Touched())
    return found


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Assignment):
            for person_id in _before_and_now(row, "person_id"):
                _touched(session).readings.add((row.candidacy_id, person_id))
        elif isinstance(row, Review) and _before_and_now(row, "sent_at") and _changed(row):
            _touched(session).assignments.add(row.assignment_id)
        elif isinstance(row, Nomination) and _counts_otherwise(session, row):
            _touched(session).candidacies.update(_before_and_now(row, "candidacy_id"))


def _before_and_now(row: Any, name: str) -> set[Any]:
    history = inspect(row).attrs[name].history
    return {value for value in history.sum() if value is not None}


def _changed(row: Review) -> bool:
    return bool(inspect(row).attrs.sent_at.history.has_changes())


def _counts_otherwise(session: Session, row: Nomination) -> bool:
    """Tell whether a nomination may have begun or ceased to count; one that waits does not."""
    if row in session.new:
        return row.standing == ACCEPTED and row.withdrawn_at is None
    attrs = inspect(row).attrs
    names = ("standing", "withdrawn_at", "candidacy_id")
    return any(attrs[name].history.has_changes() for name in names) or row in session.deleted


@event.listens_for(Session, "do_orm_execute")
def _note_statements(state: ORMExecuteState) -> None:
    if not (state.is_insert or state.is_update or state.is_delete):
        return
    table = getattr(getattr(state.statement, "table", None), "name", "")
    if table == Assignment.__tablename__:
        _note_readings(state)
    elif table == Review.__tablename__ and _may_be_sent(state):
        _touched(state.session).everybody = True
    elif table == Nomination.__tablename__:
        _note_nominations(state)


def _may_be_sent(state: ORMExecuteState) -> bool:
    values = _values(state)
    return not state.is_update or not values or "sent_at" in values


def _note_readings(state: ORMExecuteState) -> None:
    values, touched = _values(state), _touched(state.session)
    people = touched.people
    if state.is_insert:
        rows = state.parameters
        given: Sequence[Any] = rows if isinstance(rows, Sequence) else [rows or values]
        readers = {row["person_id"] for row in given if "person_id" in row}
        people.update(readers)
        touched.everybody |= not readers  # it does not say of whom
        return
    if not values and not state.is_delete:
        touched.everybody = True  # it does not say of whom
    if state.is_delete or {"person_id", "ended_at", "candidacy_id"} & values.keys():
        people.update(state.session.scalars(_of_those(state, Assignment.person_id)))
        if values.get("person_id") is not None:
            people.add(values["person_id"])


def _note_nominations(state: ORMExecuteState) -> None:
    if state.is_insert:
        return  # whoever reads a nominee at once is noted with the reading
    values = _values(state)
    if not values and not state.is_delete:
        _touched(state.session).everybody = True  # it does not say of which
    if state.is_delete or {"standing", "withdrawn_at", "candidacy_id"} & values.keys():
        candidacies = _touched(state.session).candidacies
        candidacies.update(state.session.scalars(_of_those(state, Nomination.candidacy_id)))
        if values.get("candidacy_id") is not None:
            candidacies.add(values["candidacy_id"])


def _values(state: ORMExecuteState) -> dict[str, Any]:
    """Return what a statement sets, by column; None where it is no plain value."""
    pairs = (getattr(state.statement, "_values", None) or {}).items()
    return {
        getattr(column, "name", str(column)): getattr(value, "value", None)
        for column, value in pairs
    }


def _of_those(state: ORMExecuteState, column: Any) -> Select[Any]:
    """Select a column of the rows that a statement is about to change."""
    condition = getattr(state.statement, "whereclause", None)
    chosen = select(column).distinct()
    return chosen if condition is None else chosen.where(condition)


def recount_everybody(session: Session) -> None:
    """Have all readings counted again when this transaction ends; it reads all of them."""
    _touched(session).everybody = True


def _count_again(session: Session) -> None:
    """Bring the counts up to date, as the last thing of a transaction that touched them."""
    touched: _Touched | None = notes(session).pop("loads", None)
    if touched is not None:
        _count(session, _pairs(session, touched))


before_commit(_count_again)


def _pairs(session: Session, touched: _Touched) -> set[Pair]:
    """Return of which rounds and readers the counts may be others."""
    readers = select(Candidacy.round_id, Assignment.person_id).join(
        Assignment, Assignment.candidacy_id == Candidacy.id
    )
    known = select(ReadingLoad.round_id, ReadingLoad.person_id)
    if touched.everybody:
        return set(_all(session, readers.distinct(), known))
    rounds = {
        number: round_id
        for part in _parts({candidacy for candidacy, _person in touched.readings})
        for number, round_id in session.execute(
            select(Candidacy.id, Candidacy.round_id).where(Candidacy.id.in_(part))
        )
    }
    found = {(rounds[number], person) for number, person in touched.readings}
    for column, numbers in (
        (Assignment.candidacy_id, touched.candidacies),
        (Assignment.id, touched.assignments),
        (Assignment.person_id, touched.people),
    ):
        for part in _parts(numbers):
            found.update(_all(session, readers.where(column.in_(part)).distinct()))
    for part in _parts(touched.people):
        found.update(_all(session, known.where(ReadingLoad.person_id.in_(part))))
    return found


def _all(session: Session, *statements: Select[int, int]) -> Iterator[Pair]:
    for statement in statements:
        yield from ((row[0], row[1]) for row in session.execute(statement))


def _parts(numbers: Collection[int]) -> Iterator[list[int]]:
    """Cut numbers into parts that a database takes at once."""
    rest = iter(sorted(numbers))
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _count(session: Session, pairs: Iterable[Pair]) -> None:
    """Count what these people have to read in these rounds, each pair a round and a person.

    The rows are held first, in order: whoever changes the same reader's readings meanwhile waits,
    and then counts ours as well.
    """
    readers = defaultdict[int, list[int]](list)
    for round_id, person_id in sorted(pairs):
        readers[round_id].append(person_id)
    dialect = postgresql if session.connection().dialect.name == "postgresql" else sqlite
    for round_id, person_ids in readers.items():
        rows = [
            {"round_id": round_id, "person_id": one, "assigned": 0, "sent": 0} for one in person_ids
        ]
        holding = dialect.insert(ReadingLoad).values(rows)
        session.execute(
            holding.on_conflict_do_update(
                index_elements=["round_id", "person_id"], set_={"assigned": ReadingLoad.assigned}
            )
        )
        _write(session, round_id, person_ids)


def _write(session: Session, round_id: int, person_ids: Sequence[int]) -> None:
    """Write what is counted now, and leave no row to whoever reads nothing."""
    counted = {
        row.person_id: {"assigned": row.assigned, "sent": row.sent}
        for row in session.execute(_counted(round_id, person_ids))
    }
    rows = [
        {"round_id": round_id, "person_id": one, **counted[one]}
        for one in person_ids
        if one in counted
    ]
    if rows:
        session.execute(update(ReadingLoad), rows)
    if len(rows) < len(person_ids):
        nothing = [one for one in person_ids if one not in counted]
        session.execute(
            delete(ReadingLoad).where(
                ReadingLoad.round_id == round_id, ReadingLoad.person_id.in_(nothing)
            )
        )


def _counted(round_id: int, person_ids: Sequence[int]) -> Select[int, int, int]:
    """Count the readings of some people in one round, of nominees who stand."""
    return (
        select(
            Assignment.person_id,
            func.count(Assignment.id).label("assigned"),
            func.count(Review.sent_at).label("sent"),
        )
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(
            Assignment.person_id.in_(person_ids),
            Assignment.ended_at.is_(None),
            in_round(round_id),
            stands(),
        )
        .group_by(Assignment.person_id)
    )
