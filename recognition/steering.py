"""Where a database is told which way not to go, because its planner would guess wrongly.

SQLite knows nothing of how many rows there are unless somebody has it count them. PostgreSQL
guesses badly how many fit several conditions at once, and may have counted too early. Both answer
the same without these words, after reading a hundred thousand rows instead of ten.
"""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Exists, SQLColumnExpression, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

Value = TypeVar("Value")


class Unsearched(FunctionElement[Any]):
    """A column as SQLite may compare it, but not look it up in an index."""

    inherit_cache = True

    def __init__(self, column: SQLColumnExpression[Any]) -> None:
        super().__init__(column)
        self.type = self.clauses.clauses[0].type


def unsearched(column: SQLColumnExpression[Value]) -> ColumnElement[Value]:
    """Return a column in which SQLite does not begin to search; PostgreSQL may, it counts its rows.

    The unary plus is SQLite's own word for it: https://sqlite.org/optoverview.html#uplus
    """
    return Unsearched(column)


def looked_up(number: SQLColumnExpression[int], *conditions: ColumnElement[bool]) -> Exists:
    """Hold where there is a row that fits, looked for anew for each row of the statement around it.

    PostgreSQL might read the whole table once instead, to compare all rows at once; an offset of
    nothing keeps it from that.

    Args:
        number: a column of the table that is looked into.
        conditions: what is to fit.
    """
    return select(number).where(*conditions).offset(0).exists()


def count_anew(session: Session, *tables: type[DeclarativeBase]) -> None:
    """Have PostgreSQL count what is in tables to which many rows were just written.

    It does by itself, within minutes. If it last counted while these rows were on their way, it
    takes the tables for nearly empty until then, and compares every row with every row. SQLite is
    asked nothing.

    Args:
        session: of the transaction that wrote.
        tables: those it wrote to, or none for every table. One that is being counted already, or
            whose shape is being changed, is left out: nobody waits for figures. So is one that
            belongs to another role.
    """
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        quoted = connection.dialect.identifier_preparer.quote
        names = ", ".join(quoted(table.__tablename__) for table in tables)
        # nosemgrep: no-sql-from-text -- the names are those of our own tables
        connection.exec_driver_sql(f"ANALYZE (SKIP_LOCKED) {names}")


@compiles(Unsearched)
def _plain(element: Unsearched, compiler: SQLCompiler, **how: Any) -> str:
    return compiler.process(element.clauses, **how)


@compiles(Unsearched, "sqlite")
def _with_plus(element: Unsearched, compiler: SQLCompiler, **how: Any) -> str:
    return f"+{compiler.process(element.clauses, **how)}"
