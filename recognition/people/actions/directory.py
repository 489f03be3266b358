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
            team_id=_team(session, organisation_id, team, site),
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


def _team(session: Session, organisation_id: int, name: str, site: str) -> int | None:
    if not name:
        return None
    found = session.scalar(
        select(Team.id).where(
            Team.organisation_id == organisation_id, Team.name == name, Team.site == site
        )
    )
    if found is not None:
        return found
    row = Team(organisation_id=organisation_id, name=name, search_name=folded(name), site=site)
    session.add(row)
    session.flush()
    return row.id
