"""Where a statement tells a database which way not to go, because its planner would guess wrongly.

SQLite knows nothing of how many rows there are unless somebody has it count them, and PostgreSQL
guesses badly how many fit several conditions at once. Both answer the same without these words,
after reading a hundred thousand rows instead of ten.
"""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Exists, SQLColumnExpression, select
from sqlalchemy.ext.compiler import compiles
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


@compiles(Unsearched)
def _plain(element: Unsearched, compiler: SQLCompiler, **how: Any) -> str:
    return compiler.process(element.clauses, **how)


@compiles(Unsearched, "sqlite")
def _with_plus(element: Unsearched, compiler: SQLCompiler, **how: Any) -> str:
    return f"+{compiler.process(element.clauses, **how)}"
