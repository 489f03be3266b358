"""Roles that the organisation's own sign-in gives, by the groups it names."""

from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.errors import Refused
from recognition.people.actions.administering import count_others
from recognition.people.actions.roles import end_grant, grant
from recognition.people.models import Grant, Person
from recognition.people.queries import in_force
from recognition.people.rules import ADMINISTRATOR

GROUP_LASTS = timedelta(days=30)
"""How long a group counts that was not seen again: a mailed link signs in without asking."""


def follow_claim(session: Session, person: Person, wanted: frozenset[str]) -> None:
    """Give and end roles so that they are those of the claim; roles given by hand stay as they are.

    A role that ends here ends every session of that person, as any other does. The only
    administrator of an organisation stays one, so that there is always somebody; the trail says so.

    What the claim gives runs out thirty days after it was last seen, so that nobody keeps a role by
    signing in with mailed links alone; only the one administrator there always is keeps theirs.

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
    _renew(session, person, wanted)
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


def _renew(session: Session, person: Person, roles: frozenset[str]) -> None:
    """Let the claimed roles count for another thirty days; the trail need not know each time."""
    place = person.organisation_id
    for role in roles:
        is_last = role == ADMINISTRATOR and not count_others(session, place, [person.id])
        session.execute(
            update(Grant)
            .where(Grant.person_id == person.id, Grant.organisation_id == place)
            .where(Grant.role == role, Grant.by_claim.is_(True), in_force())
            .values(expires_on=None if is_last else clock.today() + GROUP_LASTS)
        )
