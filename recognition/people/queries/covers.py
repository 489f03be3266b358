"""Who stands in for whom, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Cover, CoveredRole, Grant, Organisation, Person
from recognition.people.queries.acting import in_force
from recognition.people.queries.directory import PersonCard, people_by_id
from recognition.people.queries.in_force import in_force as role_in_force
from recognition.people.queries.viewers import Viewer, administers

MOST_LISTED = 100


@dataclass(frozen=True)
class RoleHeld:
    """A role in an organisation."""

    role: str
    organisation_id: int
    organisation: str


@dataclass(frozen=True)
class CoverLine:
    """One cover; its days are London days, both included. `ended` when it was ended early."""

    id: int
    absent: PersonCard
    stand_in: PersonCard
    first_day: date
    last_day: date
    ended: bool
    roles: tuple[RoleHeld, ...]

    def is_over(self, today: date) -> bool:
        """Tell whether it has run out or was ended."""
        return self.ended or self.last_day < today

    def is_on(self, today: date) -> bool:
        """Tell whether this is one of its days."""
        return not self.is_over(today) and self.first_day <= today


def covers_of(person_id: int) -> list[CoverLine]:
    """Return the covers in which somebody is absent or stands in, the latest first."""
    return _lines(or_(Cover.absent_id == person_id, Cover.stand_in_id == person_id))


def covers_in(organisations: Collection[int]) -> list[CoverLine]:
    """Return the covers for absent people of these organisations, the latest first."""
    there = select(Person.id).where(Person.organisation_id.in_(organisations))
    return _lines(Cover.absent_id.in_(there))


def cover(cover_id: int) -> CoverLine:
    """Return one cover.

    Raises:
        Missing: there is none with that number.
    """
    found = _lines(Cover.id == cover_id)
    if not found:
        raise Missing
    return found[0]


def offers(viewer: Viewer) -> list[CoverLine]:
    """Return the covers under which the viewer may act today."""
    return _lines(Cover.stand_in_id == viewer.person_id, in_force(clock.today()))


def roles_held(person_id: int) -> list[RoleHeld]:
    """Return the roles that somebody holds themselves now, by organisation and name."""
    rows = db.session.execute(
        select(Grant.role, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == Grant.organisation_id)
        .where(Grant.person_id == person_id, role_in_force())
        .distinct()
        .order_by(Organisation.name, Grant.role)
    )
    return [RoleHeld(*row) for row in rows]


def with_roles(organisations: Collection[int]) -> list[int]:
    """Return who of these organisations' staff holds a role in one of them, by number."""
    return list(
        db.session.scalars(
            select(Grant.person_id)
            .join(Person, Person.id == Grant.person_id)
            .where(Grant.organisation_id.in_(organisations), role_in_force())
            .where(Person.organisation_id.in_(organisations), Person.left_at.is_(None))
            .distinct()
        )
    )


def may_act(viewer: Viewer | None, cover_id: int, **_arguments: object) -> bool:
    """May they act under this cover: are they its stand-in, on one of its days?"""
    if viewer is None:
        return False
    mine = (Cover.id == cover_id, Cover.stand_in_id == viewer.person_id)
    return db.session.scalar(select(Cover.id).where(*mine, in_force(clock.today()))) is not None


def may_end_own_cover(viewer: Viewer | None, cover_id: int, **_arguments: object) -> bool:
    """May they end this cover: are they one of its two, and it is not over?"""
    if viewer is None:
        return False
    me = viewer.person_id
    mine = (Cover.id == cover_id, or_(Cover.absent_id == me, Cover.stand_in_id == me))
    return db.session.scalar(select(Cover.id).where(*mine, *_not_over())) is not None


def may_end_cover(viewer: Viewer | None, cover_id: int, **_arguments: object) -> bool:
    """May they end it for them: do they administer the absent colleague's organisation?"""
    if viewer is None or not viewer.administers:
        return False
    place = db.session.scalar(
        select(Person.organisation_id)
        .join(Cover, Cover.absent_id == Person.id)
        .where(Cover.id == cover_id, *_not_over())
    )
    return administers(viewer, place)


def _not_over() -> tuple[ColumnElement[bool], ...]:
    return Cover.ended_at.is_(None), Cover.last_day >= clock.today()


def _lines(*conditions: ColumnElement[bool]) -> list[CoverLine]:
    rows = db.session.scalars(
        select(Cover)
        .where(*conditions)
        .order_by(Cover.first_day.desc(), Cover.id.desc())
        .limit(MOST_LISTED)
    ).all()
    if not rows:
        return []
    cards = people_by_id(number for row in rows for number in (row.absent_id, row.stand_in_id))
    roles: dict[int, list[RoleHeld]] = {row.id: [] for row in rows}
    for cover_id, role, number, name in db.session.execute(
        select(CoveredRole.cover_id, CoveredRole.role, Organisation.id, Organisation.name)
        .join(Organisation, Organisation.id == CoveredRole.organisation_id)
        .where(CoveredRole.cover_id.in_(roles))
        .order_by(Organisation.name, CoveredRole.role)
    ):
        roles[cover_id].append(RoleHeld(role, number, name))
    return [
        CoverLine(
            id=row.id,
            absent=cards[row.absent_id],
            stand_in=cards[row.stand_in_id],
            first_day=row.first_day,
            last_day=row.last_day,
            ended=row.ended_at is not None,
            roles=tuple(roles[row.id]),
        )
        for row in rows
    ]
