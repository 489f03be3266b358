"""Which addresses sign in as whom, when two records of one person become one and are parted."""

from sqlalchemy import Select, delete, exists, select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.errors import Refused
from recognition.people.models import (
    Account,
    Person,
    PersonMerge,
    ProviderIdentity,
    SignInLink,
    SignInSession,
)
from recognition.people.rules import former_address
from recognition.words import _


def give_address(session: Session, kept: Person, other: Person) -> int | None:
    """Let the second address sign in as the first record; return the account made for it."""
    address, other.email = other.email, None
    session.flush()
    if address is None:
        return None
    if kept.email is None:
        kept.email = address
        return None
    if session.scalar(select(Account.id).where(Account.email == address)) is not None:
        return None  # it moved with everything else
    account = Account(person_id=kept.id, email=address, created_at=clock.now())
    session.add(account)
    session.flush()
    return account.id


def take_address(session: Session, merge: PersonMerge, kept: Person) -> None:
    """Take the second address back; an account that was made for it goes unless it was used."""
    address = merge.address
    taken = select(Person.id).where(Person.email == address, Person.id != kept.id)
    if address is not None and session.scalar(taken) is not None:
        raise Refused(_("Somebody else has the address of the other record now."))
    if address is not None and kept.email == address:
        _give_back(session, kept, merge.before["kept"]["email"])
    made = merge.before["made_account"]
    if made is None:
        return
    used = exists().where(SignInSession.account_id == made)
    asked = exists().where(SignInLink.account_id == made)
    linked = exists().where(ProviderIdentity.account_id == made)
    if session.scalar(select(used | asked | linked)):
        session.get_one(Account, made).person_id = merge.merged_id
    else:
        session.execute(delete(Account).where(Account.id == made))
    session.flush()


def _give_back(session: Session, kept: Person, before: str | None) -> None:
    """Give the first record its own address back, when it had taken over the second one.

    What the organisation's own sign-in calls either may hang on one account by then, so it is
    forgotten: both are found by their verified address again.
    """
    taken = select(Person.id).where(Person.email == before, Person.id != kept.id)
    if before is not None:
        if session.scalar(taken) is not None:
            raise Refused(_("Somebody else has the address of this record now."))
        _forget_links(session, select(Account.id).where(Account.person_id == kept.id))
    kept.email = before


def keep_accounts_apart(session: Session, kept: Person, other: Person) -> None:
    """Let an account be of whoever has its address, where that changed while they were one."""
    for one, two in ((kept, other), (other, kept)):
        strayed = (Account.person_id == two.id, Account.email == one.email)
        account = session.scalar(select(Account).where(*strayed)) if one.email else None
        if account is not None:
            _forget_links(session, select(Account.id).where(Account.id == account.id))
            account.person_id = one.id
        session.flush()
        _bring_back(session, one)


def _bring_back(session: Session, person: Person) -> None:
    """Let an account that was retired while another had its address be theirs again."""
    accounts = session.scalars(select(Account).where(Account.person_id == person.id)).all()
    if person.email is None or any(account.email == person.email for account in accounts):
        return
    for account in accounts:
        if account.email == former_address(account.id):
            account.email = person.email
            return


def _forget_links(session: Session, accounts: Select[int]) -> None:
    session.execute(
        delete(ProviderIdentity)
        .where(ProviderIdentity.account_id.in_(accounts))
        .execution_options(synchronize_session=False)
    )
