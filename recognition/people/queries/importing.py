"""What a staff file is compared with, and the directory as rows of such a file."""

from sqlalchemy import select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.people.directory_plan import Known, TeamKey, team_key
from recognition.people.models import Organisation, Person, PersonMerge, Team


def known_people() -> dict[str, Known]:
    """Return everybody who has an address, of any organisation, by that address."""
    rows = db.session.execute(
        select(
            Person.id, Person.email, Person.manager_id, Person.left_at, Organisation.name,
            Team.name, Team.site,
            Person.name, Person.job_title, Person.staff_group, Person.band, Person.site,
            Person.shift,
        )
        .join(Organisation, Person.organisation_id == Organisation.id)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.email.is_not(None))
    ).all()  # fmt: skip
    emails = {row[0]: row[1] or "" for row in rows}
    return {
        email or "": Known(
            id=number,
            organisation=organisation,
            facts=tuple(facts),
            team=team_key(team or "", site or ""),
            manager_email=emails.get(manager_id or 0, ""),
            has_left=left_at is not None,
            team_name=team or "",
        )
        for number, email, manager_id, left_at, organisation, team, site, *facts in rows
    }


def further_addresses() -> dict[str, str]:
    """Return the address in the directory by each further one of the same person.

    Those are the addresses that records gave up when they were made one with another.
    """
    rows = db.session.execute(
        select(PersonMerge.address, Person.email)
        .join(Person, Person.id == PersonMerge.kept_id)
        .where(PersonMerge.undone_at.is_(None), PersonMerge.address.is_not(None))
        .where(Person.email.is_not(None), Person.email != PersonMerge.address)
    )
    return {further: own for further, own in rows if further and own}


def teams_now_called(organisation_id: int | None) -> dict[TeamKey, TeamKey]:
    """Return what the teams are called now that were made one with another."""
    into = aliased(Team)
    rows = db.session.execute(
        select(Team.name, Team.site, into.name, into.site)
        .join(into, into.id == Team.merged_into_id)
        .where(Team.organisation_id == organisation_id)
    )
    found: dict[TeamKey, TeamKey] = {}
    for name, site, now, there in rows:
        old, new = team_key(name, site), team_key(now, there)
        if old and new:
            found[old] = new
    return found


def directory_rows(organisation_id: int) -> list[tuple[str, ...]]:
    """Return everybody who works in an organisation, by name, as rows of a staff file."""
    manager = aliased(Person)
    rows = db.session.execute(
        select(
            Person.email, Person.name, Person.job_title, Person.staff_group, Person.band,
            Team.name, Person.site, manager.email, Person.shift,
        )
        .outerjoin(Team, Team.id == Person.team_id)
        .outerjoin(manager, manager.id == Person.manager_id)
        .where(Person.organisation_id == organisation_id, Person.left_at.is_(None))
        .order_by(Person.search_name, Person.id)
    )  # fmt: skip
    return [tuple(cell or "" for cell in row) for row in rows]
