"""Adding somebody to the directory on a page, and changing what it says of them."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.mail.actions import write
from recognition.people.actions.directory import team_called
from recognition.people.actions.sessions import end_sessions
from recognition.people.actions.whole_person import check_others, check_wholly
from recognition.people.letter_kinds import ADDRESS_CHANGED
from recognition.people.merging import address_changed_letter
from recognition.people.models import Account, Person, ProviderIdentity, SignInLink
from recognition.people.person_facts import PersonFacts, changes, checked
from recognition.people.queries import Viewer, administers, languages_of, person_facts
from recognition.people.rules import folded, former_address
from recognition.words import _, in_language


def add_to_directory(organisation_id: int, typed: PersonFacts, *, actor: Viewer) -> int:
    """Add somebody; their team is made where it does not exist.

    Returns:
        Their number.

    Raises:
        Missing: the actor does not administer that organisation.
        Refused: something typed does not do, or somebody has the address already.
    """
    if not administers(actor, organisation_id):
        raise Missing
    facts = checked(typed)
    with transaction() as session:
        check_address_is_free(session, facts.email, None)
        person = Person(organisation_id=organisation_id)
        _write(person, facts)
        person.team_id = team_called(session, organisation_id, facts.team, facts.site)
        person.manager_id = _manager(session, person, facts.manager_email)
        session.add(person)
        session.flush()
        record(
            "people.person_added",
            subject=("person", person.id),
            actor_id=actor.person_id,
            payload={name: text for name, text in facts.written().items() if text},
        )
        return person.id


def edit_person(person_id: int, typed: PersonFacts, *, actor: Viewer) -> None:
    """Change what the directory says of somebody.

    With another address they sign in there from now on, and nobody does at the old one.

    Raises:
        Missing: the actor does not administer their organisation, or nobody has that number.
        Refused: something typed does not do, somebody has the address already, the record was
            made one with another, it is their own while they act for somebody, or another address
            is meant for somebody with a role where the actor is no administrator.
    """
    facts = checked(typed)
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.id == person_id).with_for_update())
        if person is None or not administers(actor, person.organisation_id):
            raise Missing
        if person.erased_at is not None:
            raise Missing
        if person.merged_into_id is not None:
            raise Refused(
                _("This record was made one with another. Undo that first, on the other record.")
            )
        changed = changes(person_facts(person_id), facts)
        if not changed:
            return
        check_others(actor, person_id)
        check_address_is_free(session, facts.email, person_id)
        if "email" in changed:
            check_wholly(actor, person)
        if person.email is not None and "email" in changed:
            _move_address(session, person, facts.email)
        _write(person, facts)
        if {"team", "site"} & changed.keys():
            place = person.organisation_id
            person.team_id = team_called(session, place, facts.team, facts.site)
        if "manager_email" in changed:
            person.manager_id = _manager(session, person, facts.manager_email)
        record(
            "people.person_edited",
            subject=("person", person_id),
            actor_id=actor.person_id,
            payload={"person": person.name, **changed},
        )


def check_address_is_free(session: Session, email: str, person_id: int | None) -> None:
    """Refuse an address that is somebody else's, in the directory or to sign in.

    Raises:
        Refused: it is.
    """
    if not email:
        return
    holders = session.scalars(
        select(Person.id)
        .where(Person.email == email)
        .union_all(select(Account.person_id).where(Account.email == email))
    ).all()
    if any(number != person_id for number in holders):
        raise Refused(_("Somebody in the directory has this address already."), field="email")


def _move_address(session: Session, person: Person, email: str) -> None:
    """Let an account follow the directory; links and sessions of the old address end.

    A letter tells the old address, so that nobody's is changed without a word.
    """
    account = session.scalar(
        select(Account).where(Account.person_id == person.id, Account.email == person.email)
    )
    end_sessions([person.id])
    if person.email is not None:
        with in_language(languages_of({person.id}).get(person.id)):
            subject, body = address_changed_letter(name=person.name)
        write(kind=ADDRESS_CHANGED, to_address=person.email, subject=subject, body=body)
    if account is None:
        return
    session.execute(
        update(SignInLink)
        .where(SignInLink.account_id == account.id, SignInLink.used_at.is_(None))
        .values(used_at=clock.now())
    )
    there = session.scalar(select(Account.id).where(Account.email == email)) if email else None
    if email and there is None:
        account.email = email
    elif there is not None:
        _retire(session, account, there)
    else:
        account.disabled_at = account.disabled_at or clock.now()


def _retire(session: Session, account: Account, there: int) -> None:
    """Let an account sign nobody in: another of theirs has the new address already.

    What the organisation's own sign-in calls them goes on with that one.
    """
    session.execute(
        update(ProviderIdentity)
        .where(ProviderIdentity.account_id == account.id)
        .values(account_id=there)
    )
    account.email = former_address(account.id)


def _write(person: Person, facts: PersonFacts) -> None:
    person.name, person.search_name = facts.name, folded(facts.name)
    person.email = facts.email or None
    person.job_title, person.site = facts.job_title, facts.site
    person.staff_group, person.band, person.shift = facts.staff_group, facts.band, facts.shift


def _manager(session: Session, person: Person, email: str) -> int | None:
    if not email:
        return None
    found = session.scalar(
        select(Person.id).where(
            Person.email == email, Person.organisation_id == person.organisation_id
        )
    )
    if found is None:
        raise Refused(
            _("Nobody in the directory has this address. Add the manager first."),
            field="manager_email",
        )
    if found == person.id:
        raise Refused(_("Nobody is their own manager."), field="manager_email")
    return found
