"""Who may send after a round closed."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations.models import LatePermission
from recognition.people.models import Person

Giver = aliased(Person, name="giver")


@dataclass(frozen=True)
class LateLine:
    """One person's permission; instants are UTC. `given_by` is empty for the application."""

    id: int
    person: str
    until: datetime
    reason: str
    given_by: str
    granted_at: datetime
    ended_at: datetime | None

    def is_in_force(self, at: datetime) -> bool:
        """Tell whether it still lets its person send at an instant, UTC."""
        return self.ended_at is None and at <= self.until


def late_permissions(round_id: int) -> list[LateLine]:
    """Return who was given more time in a round, the newest first, in one statement."""
    rows = db.session.execute(
        select(LatePermission, Person.name, Giver.name.label("given_by"))
        .join(Person, Person.id == LatePermission.person_id)
        .outerjoin(Giver, Giver.id == LatePermission.granted_by_id)
        .where(LatePermission.round_id == round_id)
        .order_by(LatePermission.granted_at.desc(), LatePermission.id.desc())
    )
    return [
        LateLine(
            id=row.id,
            person=name,
            until=row.until,
            reason=row.reason,
            given_by=given_by or "",
            granted_at=row.granted_at,
            ended_at=row.ended_at,
        )
        for row, name, given_by in rows
    ]
