"""Organisations: their name, their colours, their first administrator."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.people.actions.directory import add_person
from recognition.people.actions.roles import grant
from recognition.people.actions.sessions import account_of
from recognition.people.actions.signing_in import ask_for_link
from recognition.people.models import Organisation, Person, PersonMerge
from recognition.people.queries import Viewer, administers
from recognition.people.rules import (
    ADMINISTRATOR,
    address,
    checked_name,
    colours,
)
from recognition.words import _


def add_organisation(name: str, *, actor: Viewer | None = None) -> int:
    """Add an organisation, or find the one of that name.

    Returns:
        Its number.

    Raises:
        Refused: the name is empty or too long.
    """
    tidy = checked_name(name)
    with transaction() as session:
        found = session.scalar(select(Organisation.id).where(Organisation.name == tidy))
        if found is not None:
            return found
        organisation = Organisation(name=tidy)
        session.add(organisation)
        session.flush()
        record(
            "people.organisation_added",
            subject=("organisation", organisation.id),
            actor_id=actor.person_id if actor else None,
            payload={"name": tidy},
        )
        return organisation.id


def edit_organisation(
    *, organisation_id: int, name: str, main_colour: str, accent_colour: str, actor: Viewer
) -> None:
    """Change the name and the two colours.

    Args:
        organisation_id: which.
        name: at most 200 characters; no two organisations share one.
        main_colour: `#rrggbb`, readable on white.
        accent_colour: `#rrggbb`.
        actor: one of its administrators.

    Raises:
        Missing: the actor does not administer it.
        Refused: the name is empty or taken, or a colour does not do.
    """
    if not administers(actor, organisation_id):
        raise Missing
    tidy = checked_name(name)
    main, accent = colours(main_colour, accent_colour)
    namesake = select(Organisation.id).where(
        Organisation.name == tidy, Organisation.id != organisation_id
    )
    if db.session.scalar(namesake) is not None:
        raise Refused(_("Another organisation has this name. Choose another."), field="name")
    with transaction() as session:
        organisation = session.get_one(Organisation, organisation_id)
        before = (organisation.name, organisation.main_colour, organisation.accent_colour)
        organisation.name, organisation.main_colour, organisation.accent_colour = (
            tidy,
            main,
            accent,
        )
        record(
            "people.organisation_edited",
            subject=("organisation", organisation_id),
            actor_id=actor.person_id,
            payload={"before": before, "after": (tidy, main, accent)},
        )


def first_administrator(*, email: str, name: str, organisation: str) -> None:
    """Make somebody an administrator, with everything that needs, and write them a link.

    The organisation, the person and the account are made where they do not exist; a person who
    had left is back.

    Raises:
        Refused: the address does not look like one, or a name is empty.
    """
    to_address = address(email)
    with transaction() as session:
        organisation_id = add_organisation(organisation)
        person = _person(session, to_address, name, organisation_id)
        if account_of(session, person) is None:
            raise Refused(_("This person was shut out. Let them in again first."))
        grant(person_id=person.id, organisation_id=organisation_id, role=ADMINISTRATOR)
        ask_for_link(to_address)


def _person(session: Session, email: str, name: str, organisation_id: int) -> Person:
    person = session.scalar(select(Person).where(Person.email == email))
    if person is None:  # the address of a record that was made one with another
        person = session.scalar(
            select(Person)
            .join(PersonMerge, PersonMerge.kept_id == Person.id)
            .where(PersonMerge.address == email, PersonMerge.undone_at.is_(None))
        )
    if person is not None:
        person.left_at = None
        return person
    number = add_person(organisation_id=organisation_id, name=name, email=email)
    return session.get_one(Person, number)
