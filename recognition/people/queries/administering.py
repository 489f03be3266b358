"""Whether somebody administers an organisation for good."""

from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.people.models import Grant, Person
from recognition.people.queries.holders import is_here
from recognition.people.queries.in_force import in_force
from recognition.people.rules import ADMINISTRATOR


def lasting_administrators(organisation_id: int, *, without: Collection[int] = ()) -> int:
    """Return how many people administer an organisation for good.

    Their role has no last day, and they have not left and are not shut out. Whoever decides by it
    holds the organisation first (`actions.administering.count_others`).

    Args:
        organisation_id: the organisation.
        without: people who do not count, by number.
    """
    found = db.session.scalars(
        select(Grant.person_id)
        .join(Person, Grant.person_id == Person.id)
        .where(Grant.organisation_id == organisation_id, Grant.role == ADMINISTRATOR)
        .where(in_force(), Grant.expires_on.is_(None), *is_here())
    )
    return len(set(found) - set(without))


def places_administered_by(person_ids: Collection[int]) -> list[int]:
    """Return the organisations in which any of these people holds the role, by number."""
    rows = db.session.execute(  # few are administrators; a staff file may name thousands
        select(Grant.organisation_id, Grant.person_id).where(
            Grant.role == ADMINISTRATOR, in_force()
        )
    )
    wanted = set(person_ids)
    return sorted({place for place, person_id in rows if person_id in wanted})
