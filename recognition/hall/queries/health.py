"""Whether pages can be served."""

from dataclasses import dataclass

from sqlalchemy.exc import DBAPIError

from recognition import revisions
from recognition.database import db


@dataclass(frozen=True)
class Health:
    """Whether the database answers, and whether it has every migration and no other."""

    database: bool
    migrations: bool

    @property
    def is_good(self) -> bool:
        """True when pages can be served."""
        return self.database and self.migrations


def health() -> Health:
    """Ask the database whether it is there, and which migration it is at."""
    try:
        with db.engine.connect() as connection:
            found = revisions.found_in(connection)
    except DBAPIError:
        return Health(database=False, migrations=False)
    return Health(database=True, migrations=found == {revisions.newest()})
