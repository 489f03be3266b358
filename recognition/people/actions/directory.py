"""Adding one person to the directory."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.models import Person, Team
from recognition.people.queries import Viewer
from recognition.people.rules import address, checked_name, folded
from recognition.words import _


def add_person(
    *,
    organisation_id: int,
    name: str,
    email: str | None,
    job_title: str = "",
    team: str = "",
    site: str = "",
    manager_id: int | None = None,
    actor: Viewer | None = None,
) -> int:
    """Add somebody to the directory; their team is made where it does not exist.

    Returns:
        Their number.

    Raises:
        Refused: the name is empty, the address does not look like one or is somebody's already.
    """
    tidy = checked_name(name)
    to_address = address(email) if email else None
    with transaction() as session:
        taken = select(Person.id).where(Person.email == to_address)
        if to_address and session.scalar(taken) is not None:
            raise Refused(_("Somebody in the directory has this address already."), field="email")
        person = Person(
            organisation_id=organisation_id,
            email=to_address,
            name=tidy,
            search_name=folded(tidy),
            job_title=job_title,
            site=site,
            team_id=team_called(session, organisation_id, team, site),
            manager_id=manager_id,
        )
        session.add(person)
        session.flush()
        record(
            "people.person_added",
            subject=("person", person.id),
            actor_id=actor.person_id if actor else None,
            payload={"name": tidy},
        )
        return person.id


def team_called(session: Session, organisation_id: int, name: str, site: str) -> int | None:
    """Return the team of that name on a site, made where it does not exist; None without a name.

    Spellings that differ in case or accents are one team. One that was made one with another leads
    there; one that ended is back, because somebody works in it.
    """
    if not name:
        return None
    teams = session.scalars(
        select(Team)
        .where(Team.organisation_id == organisation_id, Team.search_name == folded(name))
        .order_by(Team.id)
    ).all()
    here = [row for row in teams if folded(row.site) == folded(site)]
    if here:
        found = next((row for row in here if (row.name, row.site) == (name, site)), here[0])
        if found.merged_into_id is not None:
            return found.merged_into_id
        found.ended_at = None
        return found.id
    row = Team(organisation_id=organisation_id, name=name, search_name=folded(name), site=site)
    session.add(row)
    session.flush()
    return row.id
