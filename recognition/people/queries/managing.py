"""The directory as administrators see it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
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
from recognition.people.queries.listing import roles_of
from recognition.people.queries.viewers import Viewer, administers


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
    erased_at: datetime | None = None


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
        roles=roles_of([person_id], [person.organisation_id]).get(person_id, ()),
        left_at=person.left_at,
        disabled_at=disabled_at,
        merged_into_id=person.merged_into_id,
        second_step_at=db.session.scalar(
            select(SecondStep.set_up_at).where(SecondStep.person_id == person_id)
        ),
        erased_at=person.erased_at,
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


def administers_wholly(viewer: Viewer, person_id: int) -> bool:
    """Do they administer somebody's organisation, and every one in which that person has a role?

    Whoever does not must not change how they sign in: it would open a role of another organisation.
    """
    places = db.session.scalars(
        select(Person.organisation_id)
        .where(Person.id == person_id)
        .union(select(Grant.organisation_id).where(Grant.person_id == person_id, in_force()))
    ).all()
    return all(administers(viewer, place) for place in places)


def may_manage_organisation(
    viewer: Viewer | None, organisation_id: int | None = None, **_arguments: object
) -> bool:
    """May they change this organisation? Without a number: do they administer any?"""
    if organisation_id is None:
        return viewer is not None and viewer.is_administrator
    return administers(viewer, organisation_id)


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
