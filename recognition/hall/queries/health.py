"""Whether pages can be served."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from recognition import revisions
from recognition.database import db
from recognition.mail.diary import is_alive
from recognition.mail.models import Worker


@dataclass(frozen=True)
class Health:
    """Whether the database answers, and whether it has every migration and no other.

    `worker`: one was seen a moment ago; pages can be served without.
    """

    database: bool
    migrations: bool
    worker: bool = False

    @property
    def is_good(self) -> bool:
        """True when pages can be served."""
        return self.database and self.migrations


def health(now: datetime) -> Health:
    """Ask the database whether it is there, and which migration it is at.

    Args:
        now: a worker counts as seen that was a moment before, UTC.
    """
    try:
        with db.engine.connect() as connection:
            migrations = revisions.found_in(connection) == {revisions.newest()}
            seen = connection.scalar(select(func.max(Worker.seen_at))) if migrations else None
    except DBAPIError:
        return Health(database=False, migrations=False)
    return Health(database=True, migrations=migrations, worker=is_alive(seen, now))
