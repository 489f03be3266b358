"""The directory as administrators see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Account, Grant, Organisation, Person, SecondStep, Team
from recognition.people.person_facts import PersonFacts
from recognition.people.queries.directory import (
    OrganisationCard,
    PersonCard,
    organisation_card,
    organisations,
    person_card,
)
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
class Chosen:
    """Which people to list; what is empty or None leaves nobody out.

    `role` is one of `rules.GRANTED_ROLES`; `show` is “here” for those who work here, “left” for
    those who have left.
    """

    text: str = ""
    team_id: int | None = None
    role: str = ""
    show: str = ""

    @property
    def narrows(self) -> bool:
        """True when anything was chosen."""
        return self != Chosen()


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
    merged_into_id: int | None
    second_step_at: datetime | None = None


def staff(
    organisations: Collection[int], chosen: Chosen = Chosen(), *, page: int = 1
) -> tuple[list[StaffLine], int]:
    """Return one page of the staff of these organisations by name, and how many there are.

    Args:
        organisations: numbers of the organisations.
        chosen: whom to list; its text holds beginnings of name parts or of an e-mail address.
        page: from 1; a page holds `PER_PAGE`.
    """
    which = matching(organisations, chosen)
    total = db.session.scalar(select(func.count(Person.id)).where(*which)) or 0
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(*which)
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
        merged_into_id=person.merged_into_id,
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
    if not administers(viewer, number):
        raise Missing
    return organisation_card(number)


def administered_organisations(viewer: Viewer) -> list[OrganisationCard]:
    """Return the organisations the viewer administers: their own first, then by name."""
    found = [card for card in organisations() if card.id in viewer.administers]
    return sorted(found, key=lambda card: card.id != viewer.organisation_id)


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


def matching(organisations: Collection[int], chosen: Chosen) -> list[ColumnElement[bool]]:
    """Hold for the people who are listed; never for a record that was made one with another."""
    which: list[ColumnElement[bool]] = [
        Person.organisation_id.in_(organisations),
        Person.merged_into_id.is_(None),
    ]
    if folded(chosen.text):
        address = Person.email.startswith(chosen.text.strip().lower(), autoescape=True)
        which.append(or_(named(Person.search_name, chosen.text), address))
    if chosen.team_id is not None:
        which.append(Person.team_id == chosen.team_id)
    if chosen.role:
        held = (Grant.person_id == Person.id, Grant.role == chosen.role, in_force())
        which.append(exists().where(*held, Grant.organisation_id.in_(organisations)))
    if chosen.show in {"here", "left"}:
        left = Person.left_at.is_not(None)
        which.append(left if chosen.show == "left" else ~left)
    return which


def person_facts(person_id: int) -> PersonFacts:
    """Return what the directory says of somebody, as it is typed.

    Raises:
        Missing: there is nobody with that number.
    """
    manager = aliased(Person)
    row = db.session.execute(
        select(Person, Team.name, manager.email)
        .outerjoin(Team, Person.team_id == Team.id)
        .outerjoin(manager, Person.manager_id == manager.id)
        .where(Person.id == person_id)
    ).one_or_none()
    if row is None:
        raise Missing
    person, team, manager_email = row
    return PersonFacts(
        name=person.name,
        email=person.email or "",
        job_title=person.job_title,
        team=team or "",
        site=person.site,
        staff_group=person.staff_group,
        band=person.band,
        shift=person.shift,
        manager_email=manager_email or "",
    )


def _roles(people: Collection[int], organisations: Collection[int]) -> dict[int, tuple[str, ...]]:
    held: dict[int, set[str]] = {}
    for person_id, role in db.session.execute(
        select(Grant.person_id, Grant.role)
        .where(Grant.person_id.in_(people), Grant.organisation_id.in_(organisations))
        .where(in_force())
    ):
        held.setdefault(person_id, set()).add(role)
    return {number: tuple(sorted(roles)) for number, roles in held.items()}
