"""How a database means to go about a statement, and what it believes to be in its tables."""

from typing import Any

from sqlalchemy import Select

from recognition.database import db, transaction

NO_ROWS = """
    UPDATE pg_class SET reltuples = 0, relpages = pg_relation_size(oid) / 8192
    WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    AND pg_relation_size(oid) > 0
"""


def plan(chosen: Select[Any], **values: object) -> list[str]:
    """Return the steps for values of its parameters, in the database's own words."""
    said = chosen.compile(db.engine).construct_expanded_state(values)
    if db.engine.dialect.name != "sqlite":
        rows = db.session.connection().exec_driver_sql(f"EXPLAIN {said.statement}", said.parameters)
        return [row[0] for row in rows]
    given = tuple(said.parameters[name] for name in said.positiontup or ())
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {said.statement}", given)
    return [row[3] for row in rows]


def believe_empty() -> None:
    """Have PostgreSQL believe that no row is in its tables; SQLite believes nothing.

    It does by itself, for a minute, where it counted while all rows were being written.
    """
    if db.engine.dialect.name != "sqlite":
        with transaction() as session:
            session.connection().exec_driver_sql(NO_ROWS)


def believed(table: str) -> int:
    """Return how many rows PostgreSQL believes to be in a table; -1 where it never counted."""
    known = "SELECT reltuples FROM pg_class WHERE oid = %s::regclass"
    return int(db.session.connection().exec_driver_sql(known, (table,)).scalar_one())
