"""Keeping the parts by which people are found, in the transaction that changes who is called what.

Every change of a person passes here, whichever action made it: rows that a session writes, and
statements that it runs. Whoever writes past the session says so with `look_everybody_over`.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import delete, event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from recognition.database import before_commit
from recognition.people.models import Person, PersonPart
from recognition.people.queries.parts import every, mistaken, perhaps_mistaken

_CHANGED, _ADDED_AFTER = "people_changed", "people_added_after"
_COPIED = (
    "organisation_id", "email", "search_name", "team_id", "site", "left_at", "merged_into_id",
)  # fmt: skip


def spell_out(session: Session) -> None:
    """Write the parts of everybody who changed in this transaction, as the last thing in it."""
    numbers = session.info.pop(_CHANGED, set())
    after = session.info.pop(_ADDED_AFTER, None)
    connection = session.connection() if numbers or after is not None else None
    if connection is None:
        return
    if after is not None:
        numbers |= set(connection.scalars(select(Person.id).where(Person.id > after)))
    found = list(mistaken(session, numbers))
    if not found:
        return
    people = [number for number, _rows in found]
    for start in range(0, len(people), 1_000):
        some = people[start : start + 1_000]
        connection.execute(delete(PersonPart).where(PersonPart.person_id.in_(some)))
    rows = every(row for _number, rows in found for row in sorted(rows, key=lambda row: row.part))
    if rows:
        connection.execute(insert(PersonPart), rows)


def look_everybody_over(session: Session) -> None:
    """Have everybody's parts looked at when this transaction ends; it reads all of them."""
    session.flush()
    session.info.setdefault(_CHANGED, set()).update(session.scalars(perhaps_mistaken()))


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    changed = [row for row in session.dirty if isinstance(row, Person) and _differs(row)]
    added = [row for row in session.new if isinstance(row, Person)]
    if changed or added:
        session.info.setdefault(_CHANGED, set()).update(row.id for row in (*changed, *added))


def _differs(row: Person) -> bool:
    attributes = inspect(row).attrs
    return any(attributes[name].history.has_changes() for name in _COPIED)


@event.listens_for(Session, "do_orm_execute")
def _note_statements(state: ORMExecuteState) -> None:
    statement: Any = state.statement
    if not (state.is_insert or state.is_update):
        return
    if getattr(getattr(statement, "table", None), "name", "") != Person.__tablename__:
        return
    values = state.parameters or {}
    rows = [values] if isinstance(values, Mapping) else values
    told = [row["id"] for row in rows if "id" in row]
    info, connection = state.session.info, state.session.connection()
    if told:
        info.setdefault(_CHANGED, set()).update(told)
    elif state.is_insert and _ADDED_AFTER not in info:
        info[_ADDED_AFTER] = connection.scalar(select(func.max(Person.id))) or 0
    elif state.is_update:
        chosen = select(Person.id)
        if statement.whereclause is not None:
            chosen = chosen.where(statement.whereclause)
        info.setdefault(_CHANGED, set()).update(connection.scalars(chosen, values))


before_commit(spell_out)
