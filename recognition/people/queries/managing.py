"""The directory as administrators see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Account, Grant, Organisation, Person, SecondStep, Team
from recognition.people.queries.directory import OrganisationCard, PersonCard, person_card
from recognition.people.queries.in_force import in_force
from recognition.people.queries.searching import named
from recognition.people.queries.viewers import Viewer, administers
from recognition.people.rules import folded

PER_PAGE = 50
MOST_FOUND = 500


@dataclass(frozen=True)
class StaffLine:
    """One line of the staff list; `roles` are the roles they hold now, by name."""

    person: PersonCard
    roles: tuple[str, ...]
    has_left: bool


@dataclass(frozen=True)
class StaffSheet:
    """Everything an administrator sees of one person; instants are UTC."""

    person: PersonCard
    organisation: str
    staff_group: str
    band: str
    shift: str
    reports_to: PersonCard | None
    roles: tuple[str, ...]
    left_at: datetime | None
    disabled_at: datetime | None
    second_step_at: datetime | None = None


def staff(
    organisations: Collection[int], *, text: str = "", page: int = 1
) -> tuple[list[StaffLine], int]:
    """Return one page of the staff of these organisations by name, and how many there are.

    Args:
        organisations: numbers of the organisations.
        text: beginnings of name parts, or of an e-mail address; nothing for everybody.
        page: from 1; a page holds `PER_PAGE`.
    """
    chosen = _chosen(organisations, text)
    total = db.session.scalar(select(func.count(Person.id)).where(*chosen)) or 0
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(*chosen)
        .order_by(Person.search_name, Person.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    roles = _roles([person.id for person, _team in rows], organisations)
    lines = [
        StaffLine(person_card(person, team), roles.get(person.id, ()), person.left_at is not None)
        for person, team in rows
    ]
    return lines, total


def found_by_name(text: str) -> list[int]:
    """Return the numbers of everybody, leavers too, whose name or address begins as typed.

    At most `MOST_FOUND`; beyond that a longer text is needed to find the others.
    """
    address = Person.email.startswith(text.strip().lower(), autoescape=True)
    chosen = select(Person.id).where(or_(named(Person.search_name, text), address))
    return list(db.session.scalars(chosen.order_by(Person.id).limit(MOST_FOUND)))


def staff_sheet(person_id: int) -> StaffSheet:
    """Return what an administrator sees of one person.

    Raises:
        Missing: there is nobody with that number.
    """
    row = db.session.execute(
        select(Person, Team.name, Organisation.name)
        .join(Organisation, Person.organisation_id == Organisation.id)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise Missing
    person, team, organisation = row
    reports_to = db.session.get(Person, person.manager_id) if person.manager_id else None
    disabled_at = db.session.scalar(
        select(func.max(Account.disabled_at)).where(Account.person_id == person_id)
    )
    return StaffSheet(
        person=person_card(person, team),
        organisation=organisation,
        staff_group=person.staff_group,
        band=person.band,
        shift=person.shift,
        reports_to=person_card(reports_to, None) if reports_to else None,
        roles=_roles([person_id], [person.organisation_id]).get(person_id, ()),
        left_at=person.left_at,
        disabled_at=disabled_at,
        second_step_at=db.session.scalar(
            select(SecondStep.set_up_at).where(SecondStep.person_id == person_id)
        ),
    )


def administered(viewer: Viewer, organisation_id: int | None = None) -> OrganisationCard:
    """Return an organisation the viewer administers; their own unless another is named.

    Raises:
        Missing: they do not administer it.
    """
    number = organisation_id
    if number is None:
        own = viewer.organisation_id
        number = own if own in viewer.administers else min(viewer.administers, default=0)
    row = db.session.get(Organisation, number) if administers(viewer, number) else None
    if row is None:
        raise Missing
    return OrganisationCard(row.id, row.name, row.main_colour, row.accent_colour)


def may_manage_person(viewer: Viewer | None, person_id: int, **_arguments: object) -> bool:
    """May they see and change this person? Only people of an organisation they administer."""
    if viewer is None or not viewer.is_administrator:
        return False
    place = db.session.scalar(select(Person.organisation_id).where(Person.id == person_id))
    return administers(viewer, place)


def may_manage_organisation(
    viewer: Viewer | None, organisation_id: int | None = None, **_arguments: object
) -> bool:
    """May they change this organisation? Without a number: do they administer any?"""
    if organisation_id is None:
        return viewer is not None and viewer.is_administrator
    return administers(viewer, organisation_id)


def _chosen(organisations: Collection[int], text: str) -> list[ColumnElement[bool]]:
    chosen: list[ColumnElement[bool]] = [Person.organisation_id.in_(organisations)]
    if folded(text):
        address = Person.email.startswith(text.strip().lower(), autoescape=True)
        chosen.append(or_(named(Person.search_name, text), address))
    return chosen


def _roles(people: Collection[int], organisations: Collection[int]) -> dict[int, tuple[str, ...]]:
    held: dict[int, set[str]] = {}
    for person_id, role in db.session.execute(
        select(Grant.person_id, Grant.role)
        .where(Grant.person_id.in_(people), Grant.organisation_id.in_(organisations))
        .where(in_force())
    ):
        held.setdefault(person_id, set()).add(role)
    return {number: tuple(sorted(roles)) for number, roles in held.items()}
