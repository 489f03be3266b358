"""Keeping the parts by which people are found, in the transaction that changes who is called what.

Every change of a person passes here, whichever action made it: rows that a session writes, and
statements that it runs. Whoever writes past the session says so with `look_everybody_over`.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from recognition.database import before_commit, notes
from recognition.people.models import Person, PersonPart, Team
from recognition.people.queries.parts import AT_A_TIME, every, mistaken, perhaps_mistaken
from recognition.steering import count_anew

MANY = 1_000  # so many at once change what a plan should be
_CHANGED, _ADDED_AFTER = "people_changed", "people_added_after"
_COPIED = (
    "organisation_id", "email", "search_name", "team_id", "site", "left_at", "merged_into_id",
)  # fmt: skip


def spell_out(session: Session) -> None:
    """Write the parts of everybody who changed in this transaction, as the last thing in it."""
    numbers = notes(session).pop(_CHANGED, set())
    after = notes(session).pop(_ADDED_AFTER, None)
    connection = session.connection() if numbers or after is not None else None
    if connection is None:
        return
    if after is not None:
        numbers |= set(connection.scalars(select(Person.id).where(Person.id > after)))
    found = list(mistaken(session, numbers))
    if not found:
        return
    people = [number for number, _rows in found]
    for some in _parts_of(people):
        connection.execute(delete(PersonPart).where(PersonPart.person_id.in_(some)))
    rows = every(row for _number, rows in found for row in sorted(rows, key=lambda row: row.part))
    if rows:
        connection.execute(insert(PersonPart), rows)
    if len(found) >= MANY:
        count_anew(session, Person, Team, PersonPart)


def _parts_of(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(numbers), AT_A_TIME):
        yield numbers[start : start + AT_A_TIME]


def look_everybody_over(session: Session, *, part_by_part: bool = False) -> None:
    """Have everybody's parts looked at when this transaction ends; it reads all of them.

    Args:
        session: of the open transaction.
        part_by_part: make every part anew to compare it, which takes a while; otherwise a statement
            finds whose parts hold something that their record does not.
    """
    session.flush()
    chosen = session.scalars(select(Person.id) if part_by_part else perhaps_mistaken()).all()
    wrong = sorted(number for number, _rows in mistaken(session, chosen))
    for some in _parts_of(wrong):
        # whoever renames one of them meanwhile waits, and then writes the newer parts
        held = select(Person.id).where(Person.id.in_(some)).order_by(Person.id)
        session.execute(held.with_for_update(key_share=True))
    notes(session).setdefault(_CHANGED, set()).update(wrong)


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    changed = [row for row in session.dirty if isinstance(row, Person) and _differs(row)]
    added = [row for row in session.new if isinstance(row, Person)]
    if changed or added:
        notes(session).setdefault(_CHANGED, set()).update(row.id for row in (*changed, *added))


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
    info, connection = notes(state.session), state.session.connection()
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
