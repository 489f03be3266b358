"""Roles that the organisation's own sign-in gives, by the groups it names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit.actions import record
from recognition.errors import Refused
from recognition.people.actions.roles import end_grant, grant
from recognition.people.models import Grant, Person
from recognition.people.queries import in_force


def follow_claim(session: Session, person: Person, wanted: frozenset[str]) -> None:
    """Give and end roles so that they are those of the claim; roles given by hand stay as they are.

    A role that ends here ends every session of that person, as any other does. The only
    administrator of an organisation stays one, so that there is always somebody; the trail says so.

    Args:
        session: the transaction it is part of.
        person: who signs in.
        wanted: their roles, in their own organisation.
    """
    place = person.organisation_id
    held = set(
        session.scalars(
            select(Grant.role)
            .where(Grant.person_id == person.id, Grant.organisation_id == place)
            .where(Grant.by_claim.is_(True), in_force())
        )
    )
    for role in sorted(wanted - held):
        grant(person_id=person.id, organisation_id=place, role=role, by_claim=True)
    for role in sorted(held - wanted):
        try:
            end_grant(person_id=person.id, organisation_id=place, role=role)
        except Refused:
            record(
                "people.role_kept",
                subject=("person", person.id),
                actor_id=None,
                payload={"role": role, "organisation": place},
            )
