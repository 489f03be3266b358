"""A mark for each table that somebody remembers something of: a token, new with each write to it.

A mark is replaced in the transaction that writes to its table, as the last thing of it, so whoever
compares marks learns in one small statement whether what they read still holds.
"""

import secrets
from collections.abc import Collection
from typing import cast

from sqlalchemy import Connection, String, Table, event, inspect, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, ORMExecuteState, Session, mapped_column

from recognition.database import Model, before_commit, db

CHANGED, EVERYTHING = "changed", "everything"
_watched: set[str] = set()


class Mark(Model):
    """When a table last changed: a token that no other moment has.

    `name` is the table's, or the table's with `:changed` for those whom new rows do not concern.
    """

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    token: Mapped[str] = mapped_column(String(32))


MARKS = cast(Table, Mark.__table__)
_ALL_MARKS = select(MARKS.c.name, MARKS.c.token)


def watch(names: Collection[str]) -> None:
    """Keep marks of these from now on: names of tables, and with `:changed` of changes in them."""
    _watched.update(names)


def present() -> dict[str, str]:
    """Return every mark, read once for each session and again after each of its writes."""
    info = db.session.info
    if "marks" not in info:
        info["marks"] = dict(db.session.connection().execute(_ALL_MARKS).all())
    found: dict[str, str] = info["marks"]
    return found


def table_of(model: type[Model]) -> str:
    """Return the name of the table that a model maps."""
    return str(cast(Table, model.__table__).name)


def touch(session: Session, table: str, *, new: bool = False) -> None:
    """Note that a transaction writes to a table; for statements that do not go through the session.

    Args:
        session: of the open transaction.
        table: its name.
        new: only rows were added.
    """
    names = {table} if new else {table, f"{table}:{CHANGED}"}
    session.info.setdefault("touched", set()).update(names & _watched)


@event.listens_for(Session, "after_flush")
def _note_rows(session: Session, _context: object) -> None:
    for rows, new in ((session.new, True), (session.dirty, False), (session.deleted, False)):
        for row in rows:
            for table in inspect(type(row)).tables:
                touch(session, table.name, new=new)


@event.listens_for(Session, "do_orm_execute")
def _note_statements(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        table = getattr(state.statement, "table", None)
        if table is not None:
            # an insert that may meet a row changes it
            meets = getattr(state.statement, "_post_values_clause", None)
            is_new = state.is_insert and meets is None
            touch(state.session, table.name, new=is_new)


def _replace_marks(session: Session) -> None:
    """Give everything that was written to a new token, as the last thing of a transaction.

    Sorted, so that two transactions never wait for each other.
    """
    touched = sorted(session.info.pop("touched", ()))
    session.info.pop("marks", None)
    if not touched:
        return
    connection = session.connection()
    dialect = postgresql if connection.dialect.name == "postgresql" else sqlite
    adding = dialect.insert(Mark).values(
        [{"name": n, "token": secrets.token_hex(16)} for n in touched]
    )
    connection.execute(
        adding.on_conflict_do_update(index_elements=["name"], set_={"token": adding.excluded.token})
    )


before_commit(_replace_marks)


def forget_everything(connection: Connection) -> None:
    """Have every process read everything anew, because a migration may have changed any table.

    Args:
        connection: one whose transaction is open; before the table of marks it does nothing.
    """
    if inspect(connection).has_table(MARKS.name):
        connection.execute(MARKS.delete().where(MARKS.c.name == EVERYTHING))
        connection.execute(MARKS.insert().values(name=EVERYTHING, token=secrets.token_hex(16)))
