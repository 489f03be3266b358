"""How a database means to go about a statement."""

from typing import Any

from sqlalchemy import Select

from recognition.database import db


def plan(chosen: Select[Any], **values: object) -> list[str]:
    """Return the steps for values of its parameters, in the database's own words."""
    said = chosen.compile(db.engine, compile_kwargs={"render_postcompile": True})
    known = said.construct_params(values)
    if db.engine.dialect.name != "sqlite":
        rows = db.session.connection().exec_driver_sql(f"EXPLAIN {said}", known)
        return [row[0] for row in rows]
    given = tuple(known[name] for name in said.positiontup or ())
    rows = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", given)
    return [row[3] for row in rows]
