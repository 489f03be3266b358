"""Which migration a database is at, and which is the newest; asked without Alembic.

Migrations are numbered and follow one another in one line, so the last file is the newest one. A
monitor asks every few seconds, and Alembic would take a sixth of a start to load.
"""

from functools import cache
from typing import Any

import sqlalchemy as sa
from flask import Flask

from recognition.database import db
from recognition.places import ROOT

MIGRATIONS = ROOT / "migrations"
_TABLE = sa.table("alembic_version", sa.column("version_num"))


@cache
def known() -> frozenset[str]:
    """Return the numbers of all migrations, such as “0029”."""
    files = MIGRATIONS.glob("versions/[0-9]*.py")
    return frozenset(file.name.partition("_")[0] for file in files)


def newest() -> str:
    """Return the number of the newest migration."""
    return max(known())


def found_in(connection: sa.Connection) -> set[str]:
    """Return the migrations that a database says it is at: one; none where it was never upgraded.

    Raises:
        sqlalchemy.exc.DBAPIError: the database does not answer.
    """
    if not sa.inspect(connection).has_table(_TABLE.name):
        return set()
    return set(connection.scalars(sa.select(_TABLE.c.version_num)))


def is_newest() -> bool:
    """Tell whether the application's database has every migration; opens a connection of its own.

    Raises:
        sqlalchemy.exc.DBAPIError: the database does not answer.
    """
    with db.engine.connect() as connection:
        return found_in(connection) == {newest()}


class MigratesWhenAsked:
    """Stands where Flask-Migrate looks for itself, and makes way for it when it is looked at."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        from flask_migrate import Migrate

        Migrate(self._app, db, directory=str(MIGRATIONS), render_as_batch=True)
        return getattr(self._app.extensions["migrate"], name)
