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
    """Whether the database answers, and whether it has every migration that this code needs.

    `newer` says that it has some that this code does not know. A migration only adds, so pages can
    be served all the same: while an installation is upgraded, nodes with the earlier code go on.
    `worker`: one was seen a moment ago; pages can be served without.
    """

    database: bool
    migrations: bool
    newer: bool = False
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
            found = revisions.found_in(connection)
            newer = bool(found - revisions.known())
            migrations = newer or found == {revisions.newest()}
            seen = connection.scalar(select(func.max(Worker.seen_at))) if migrations else None
    except DBAPIError:
        return Health(database=False, migrations=False)
    return Health(database=True, migrations=migrations, newer=newer, worker=is_alive(seen, now))
