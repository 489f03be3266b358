"""Who works where, and who is called what."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Logo, Organisation, Person, Team
from recognition.remembering import remembered

VERSION = 16


@dataclass(frozen=True)
class OrganisationCard:
    """An organisation, its colours, `#rrggbb`, and its logo.

    `logo` is the version in the logo's address, empty without one; its size is width and height in
    pixels.
    """

    id: int
    name: str
    main_colour: str
    accent_colour: str
    logo: str = ""
    logo_size: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class PersonCard:
    """Somebody in the directory, as a colleague sees them."""

    id: int
    name: str
    job_title: str
    team: str
    site: str
    organisation_id: int
    email: str | None

    @property
    def detail(self) -> str:
        """Job title, team and site in one line."""
        return " · ".join(part for part in (self.job_title, self.team, self.site) if part)


@dataclass(frozen=True)
class TeamCard:
    """A team; `size` counts its members who have not left."""

    id: int
    name: str
    site: str
    organisation_id: int
    size: int


@dataclass(frozen=True)
class Workplace:
    """Where somebody works and whom they report to: the facts that make an interest."""

    team_id: int | None
    manager_id: int | None


def organisations() -> list[OrganisationCard]:
    """Return every organisation, by name."""
    return list(_every_organisation())


@remembered(Organisation, Logo)
def _every_organisation() -> tuple[OrganisationCard, ...]:
    rows = db.session.execute(_with_logo().order_by(Organisation.name))
    return tuple(_organisation(*row) for row in rows)


@remembered(Organisation, Logo)
def host() -> OrganisationCard | None:
    """Return the organisation that runs this installation: the first that was made."""
    row = db.session.execute(_with_logo().order_by(Organisation.id).limit(1)).one_or_none()
    return _organisation(*row) if row else None


def organisation_card(organisation_id: int) -> OrganisationCard:
    """Return an organisation.

    Raises:
        Missing: there is none with that number.
    """
    row = db.session.execute(_with_logo().where(Organisation.id == organisation_id)).one_or_none()
    if row is None:
        raise Missing
    return _organisation(*row)


def logo(organisation_id: int, version: str) -> bytes:
    """Return an organisation's logo, a PNG.

    Args:
        organisation_id: whose.
        version: as `OrganisationCard.logo` says it.

    Raises:
        Missing: there is none, or another one now.
    """
    row = db.session.execute(
        select(Logo.data, Logo.digest).where(Logo.organisation_id == organisation_id)
    ).one_or_none()
    if row is None or version != row.digest[:VERSION]:
        raise Missing
    return bytes(row.data)


def _with_logo() -> Select[Organisation, Logo | None]:
    return select(Organisation, Logo).outerjoin(Logo, Logo.organisation_id == Organisation.id)


def _organisation(row: Organisation, logo: Logo | None) -> OrganisationCard:
    return OrganisationCard(
        id=row.id,
        name=row.name,
        main_colour=row.main_colour,
        accent_colour=row.accent_colour,
        logo=logo.digest[:VERSION] if logo else "",
        logo_size=(logo.width, logo.height) if logo else (0, 0),
    )


def person(person_id: int) -> PersonCard:
    """Return somebody in the directory.

    Raises:
        Missing: there is nobody with that number.
    """
    found = people_by_id([person_id])
    if not found:
        raise Missing
    return found[person_id]


def people_by_id(person_ids: Iterable[int]) -> dict[int, PersonCard]:
    """Return several people at once, by number, in one statement at most; leavers included."""
    numbers = set(person_ids)
    if not numbers:
        return {}
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.id.in_(numbers))
    )
    return {row.id: person_card(row, team) for row, team in rows}


def has_left(person_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these people have left, by number, in one statement."""
    return frozenset(
        db.session.scalars(
            select(Person.id).where(Person.id.in_(set(person_ids)), Person.left_at.is_not(None))
        )
    )


def person_card(row: Person, team: str | None) -> PersonCard:
    """Return a row of the directory as a colleague sees it."""
    return PersonCard(
        id=row.id,
        name=row.name,
        job_title=row.job_title,
        team=team or "",
        site=row.site,
        organisation_id=row.organisation_id,
        email=row.email,
    )


def team(team_id: int) -> TeamCard:
    """Return a team.

    Raises:
        Missing: there is no team with that number.
    """
    found = teams_by_id([team_id])
    if not found:
        raise Missing
    return found[team_id]


def teams_by_id(team_ids: Iterable[int]) -> dict[int, TeamCard]:
    """Return several teams at once, by number, with their sizes, in one statement."""
    numbers = set(team_ids)
    if not numbers:
        return {}
    size = (
        select(func.count(Person.id))
        .where(Person.team_id == Team.id, Person.left_at.is_(None))
        .scalar_subquery()
    )
    rows = db.session.execute(select(Team, size).where(Team.id.in_(numbers)))
    return {
        row.id: TeamCard(row.id, row.name, row.site, row.organisation_id, count)
        for row, count in rows
    }


def members(team_id: int) -> list[PersonCard]:
    """Return the members of a team who have not left, by name."""
    return members_of([team_id])[team_id]


def members_of(team_ids: Collection[int]) -> dict[int, list[PersonCard]]:
    """Return the members of several teams who have not left, by name, in one statement."""
    rows = db.session.execute(
        select(Person, Team.name)
        .join(Team, Person.team_id == Team.id)
        .where(Person.team_id.in_(set(team_ids)), Person.left_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    found: dict[int, list[PersonCard]] = {number: [] for number in team_ids}
    for row, name in rows:
        found[row.team_id or 0].append(person_card(row, name))
    return found


def workplace(person_ids: Collection[int]) -> dict[int, Workplace]:
    """Return team and manager of several people, in one statement."""
    rows = db.session.execute(
        select(Person.id, Person.team_id, Person.manager_id).where(Person.id.in_(set(person_ids)))
    )
    return {number: Workplace(team_id, manager_id) for number, team_id, manager_id in rows}
