"""Signing in those for whom the organisation's own sign-in vouches."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.actions.claimed_roles import follow_claim
from recognition.people.actions.sessions import SignedIn, account_of, start
from recognition.people.actions.signing_in import account_to_sign_in
from recognition.people.models import Account, Person, ProviderIdentity
from recognition.people.queries import host
from recognition.people.rules import HOME, own_page
from recognition.people.vouched import Vouched
from recognition.words import _

HOW = "organisation's sign-in"


def sign_in_vouched(who: Vouched, onwards: str = HOME) -> SignedIn:
    """Start a session for whoever the provider vouches for.

    An account belongs to what the provider calls somebody (its subject), whatever becomes of their
    address. Only somebody it has not sent before is looked for by a verified address.

    Args:
        who: what it says of them.
        onwards: the page to go on to.

    Raises:
        Refused: nobody in the directory is meant, or they have left or were shut out.
    """
    moment = clock.now()
    with transaction() as session:
        found = _known(session, who)
        account = _open(session, found) if found else _introduced(session, who, moment)
        if account is not None:
            person = session.get_one(Person, account.person_id)
            if who.roles is not None:
                follow_claim(session, person, who.roles)
            token = start(session, account, how=HOW, proved=who.is_proved)
            return SignedIn(token, own_page(onwards))
        _turned_away(found, who)
    raise Refused(_("We could not find you in the staff directory."))


def _known(session: Session, who: Vouched) -> Account | None:
    return session.scalar(
        select(Account)
        .join(ProviderIdentity, ProviderIdentity.account_id == Account.id)
        .where(ProviderIdentity.issuer == who.issuer, ProviderIdentity.subject == who.subject)
    )


def _open(session: Session, account: Account) -> Account | None:
    """Return the account, unless its person has left or was shut out."""
    person = session.get_one(Person, account.person_id)
    if person.left_at is not None or account_of(session, person) is None:
        return None
    return account


def _introduced(session: Session, who: Vouched, moment: datetime) -> Account | None:
    """Return the account behind a verified address, and remember whose it is from now on."""
    account = account_to_sign_in(session, who.email) if who.email else None
    if account is None:
        return None
    taken = (
        select(ProviderIdentity.id)
        .join(Account, ProviderIdentity.account_id == Account.id)
        .where(Account.person_id == account.person_id, ProviderIdentity.issuer == who.issuer)
    )
    if session.scalar(taken.limit(1)) is not None:
        return None  # the address went to somebody else there; the account stays where it is
    session.add(
        ProviderIdentity(
            issuer=who.issuer, subject=who.subject, account_id=account.id, linked_at=moment
        )
    )
    record("people.provider_linked", subject=("account", account.id), actor_id=account.person_id)
    return account


def _turned_away(account: Account | None, who: Vouched) -> None:
    """Note that somebody was not let in: nothing that tells who, but an account of ours."""
    if account is not None:
        subject, reason = ("account", account.id), "left or shut out"
    else:
        employer = host()
        subject = ("organisation", employer.id if employer else 0)
        reason = "not in the directory" if who.email else "no verified address"
    record("people.turned_away", subject=subject, actor_id=None, payload={"reason": reason})
