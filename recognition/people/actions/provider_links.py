"""Undoing the link between an account and the organisation's own sign-in."""

from sqlalchemy import delete, select

from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing
from recognition.people.actions.sessions import end_sessions
from recognition.people.actions.whole_person import check_others, check_wholly
from recognition.people.models import Account, Person, ProviderIdentity
from recognition.people.queries import Viewer, administers


def forget_provider(person_id: int, *, actor: Viewer) -> None:
    """Forget what the provider calls somebody, and sign them out everywhere.

    The next time they come from there, they are found by their verified address as at first.

    Raises:
        Missing: the actor does not administer their organisation, or nobody has that number.
        Refused: they have a role where the actor is no administrator, or are the actor, who acts
            for somebody else.
    """
    with transaction() as session:
        person = session.get(Person, person_id)
        if person is None or not administers(actor, person.organisation_id):
            raise Missing
        check_others(actor, person_id)
        check_wholly(actor, person)
        accounts = select(Account.id).where(Account.person_id == person_id)
        linked = ProviderIdentity.account_id.in_(accounts)
        if session.scalar(select(ProviderIdentity.id).where(linked).limit(1)) is None:
            return
        session.execute(
            delete(ProviderIdentity).where(linked).execution_options(synchronize_session=False)
        )
        end_sessions([person_id])
        record("people.provider_forgotten", subject=("person", person_id), actor_id=actor.person_id)
