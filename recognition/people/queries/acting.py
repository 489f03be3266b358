"""Acting for an absent colleague: what a session gets by it, while the cover is in force."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, exists, select

from recognition.database import db
from recognition.people.models import Account, Cover, CoveredRole, Grant, Person
from recognition.people.queries.in_force import in_force as role_in_force


@dataclass(frozen=True)
class Acting:
    """For whom a session acts, and until which London day, included.

    `roles` are (role, organisation) that the cover is for and the absent colleague holds now.
    """

    cover_id: int
    absent_id: int
    name: str
    until: date
    roles: tuple[tuple[str, int], ...]


def in_force(today: date) -> ColumnElement[bool]:
    """Hold for a cover on one of its days, that nobody ended, and whose absent one can come back.

    Args:
        today: the day in London.
    """
    shut_out = exists().where(
        Account.person_id == Cover.absent_id, Account.disabled_at.is_not(None)
    )
    has_left = exists().where(Person.id == Cover.absent_id, Person.left_at.is_not(None))
    return and_(
        Cover.ended_at.is_(None),
        Cover.first_day <= today,
        Cover.last_day >= today,
        ~shut_out.correlate(Cover),
        ~has_left.correlate(Cover),
    )


def acting_under(cover_id: int, stand_in_id: int, *, today: date) -> Acting | None:
    """Return what somebody has by acting under a cover, or None when it is not in force.

    Args:
        cover_id: the cover.
        stand_in_id: who acts.
        today: the day in London.
    """
    held = and_(
        Grant.person_id == Cover.absent_id,
        Grant.role == CoveredRole.role,
        Grant.organisation_id == CoveredRole.organisation_id,
        role_in_force(),
    )
    absent = select(Person.name).where(Person.id == Cover.absent_id).scalar_subquery()
    rows = db.session.execute(
        select(Cover.absent_id, absent, Cover.last_day, Grant.role, Grant.organisation_id)
        .outerjoin(CoveredRole, CoveredRole.cover_id == Cover.id)
        .outerjoin(Grant, held)
        .where(Cover.id == cover_id, Cover.stand_in_id == stand_in_id, in_force(today))
    ).all()
    if not rows:
        return None
    absent_id, name, until = rows[0][:3]
    roles = tuple((role, place) for *_whom, role, place in rows if place is not None)
    return Acting(cover_id, absent_id, name, until, roles)
