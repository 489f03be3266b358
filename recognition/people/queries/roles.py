"""Who holds which role, since when, until when, and whether anybody still asked for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Grant, Organisation, Person
from recognition.people.queries.in_force import in_force
from recognition.people.queries.viewers import Viewer, administers
from recognition.people.rules import REVIEWED_EVERY


@dataclass(frozen=True)
class RoleLine:
    """A role somebody holds now; instants are UTC, `expires_on` a day in London.

    `confirmed_by` is the name of whoever last said that it is still needed, or empty. `is_due`:
    nobody gave or confirmed it within a year.
    """

    id: int
    role: str
    person_id: int
    person: str
    job_title: str
    organisation: str
    granted_at: datetime
    expires_on: date | None
    confirmed_at: datetime | None
    confirmed_by: str
    is_due: bool


def role_lines(organisations: Collection[int], *, at: datetime) -> list[RoleLine]:
    """Return every role held in these organisations, those to look at first; one statement."""
    since = func.coalesce(Grant.confirmed_at, Grant.granted_at)
    due = unconfirmed(at)
    rows = db.session.execute(
        _lines(at)
        .where(Grant.organisation_id.in_(organisations), in_force(at), Person.left_at.is_(None))
        .order_by(due.desc(), Person.search_name, Person.id, Grant.role, since, Grant.id)
    )
    return [_line(*row) for row in rows]


def role_line(grant_id: int, *, at: datetime) -> RoleLine:
    """Return one role that is held.

    Raises:
        Missing: there is none with that number, or it is over.
    """
    row = db.session.execute(_lines(at).where(Grant.id == grant_id, in_force(at))).one_or_none()
    if row is None:
        raise Missing
    return _line(*row)


def roles_to_review(organisations: Collection[int], *, at: datetime) -> int:
    """Return how many roles in these organisations nobody has confirmed for a year."""
    return (
        db.session.scalar(
            select(func.count(Grant.id))
            .join(Person, Person.id == Grant.person_id)
            .where(Grant.organisation_id.in_(organisations), Person.left_at.is_(None))
            .where(in_force(at), unconfirmed(at))
        )
        or 0
    )


def unconfirmed(at: datetime) -> ColumnElement[bool]:
    """Hold for a role that nobody gave or confirmed within a year before an instant, UTC."""
    return func.coalesce(Grant.confirmed_at, Grant.granted_at) < at - REVIEWED_EVERY


def may_manage_role(viewer: Viewer | None, grant_id: int, **_arguments: object) -> bool:
    """May they change this role: do they administer where it is held, and its holder?"""
    if viewer is None or not viewer.is_administrator:
        return False
    found = db.session.execute(
        select(Grant.organisation_id, Person.organisation_id)
        .join(Person, Person.id == Grant.person_id)
        .where(Grant.id == grant_id)
    ).one_or_none()
    return found is not None and all(administers(viewer, place) for place in found)


def _lines(at: datetime) -> Select[Grant, Person, str, str | None, bool]:
    confirmer = aliased(Person)
    return (
        select(Grant, Person, Organisation.name, confirmer.name, unconfirmed(at))
        .join(Person, Person.id == Grant.person_id)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .outerjoin(confirmer, confirmer.id == Grant.confirmed_by_id)
    )


def _line(
    grant: Grant, person: Person, organisation: str, confirmer: str | None, due: object
) -> RoleLine:
    return RoleLine(
        id=grant.id,
        role=grant.role,
        person_id=person.id,
        person=person.name,
        job_title=person.job_title,
        organisation=organisation,
        granted_at=grant.granted_at,
        expires_on=grant.expires_on,
        confirmed_at=grant.confirmed_at,
        confirmed_by=confirmer or "",
        is_due=bool(due),
    )
