"""Sessions are rows: started by signing in, and ended one by one or all at once."""

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.people.models import Account, Person, PersonMerge, SignInSession
from recognition.people.queries import Viewer
from recognition.people.rules import HOME, SESSION_LASTS, token_digest

TOKEN_BYTES = 32


@dataclass(frozen=True)
class SignedIn:
    """A session that was just started: its secret token, and the page to go on to."""

    session_token: str = field(repr=False)
    onwards: str = HOME


def account_of(session: Session, person: Person, *, asked: Account | None = None) -> Account | None:
    """Return somebody's account, made if there is none; None when they were shut out.

    An account that came with another record of theirs is not the one of their own address: it goes
    back when the records are parted, with whoever signs in by it.

    Args:
        session: of the open transaction.
        person: whose.
        asked: the one of theirs whose address was typed, if any has it.
    """
    accounts = session.scalars(
        select(Account).where(Account.person_id == person.id).order_by(Account.id)
    ).all()
    if any(account.disabled_at is not None for account in accounts):
        return None
    if asked is not None:
        return asked
    own = [account for account in accounts if account.email == person.email]
    if own or (accounts and not _came_along(session, person, accounts)):
        return (own or accounts)[0]
    if person.email is None:
        return accounts[0] if accounts else None
    account = Account(
        person_id=person.id,
        email=person.email,
        created_at=clock.now(),
        language=accounts[0].language if accounts else None,
    )
    session.add(account)
    session.flush()
    return account


def _came_along(session: Session, person: Person, accounts: Sequence[Account]) -> bool:
    """Tell whether all these accounts are of records that were made one with somebody's."""
    addresses = set(
        session.scalars(
            select(PersonMerge.address).where(
                PersonMerge.kept_id == person.id, PersonMerge.undone_at.is_(None)
            )
        )
    )
    return all(account.email in addresses for account in accounts)


def sign_in_as(person_id: int) -> SignedIn:
    """Start a session for somebody without a link: for the personas of the demonstration.

    Raises:
        Missing: there is nobody with that number, or they may not sign in.
    """
    with transaction() as session:
        person = session.get(Person, person_id)
        account = account_of(session, person) if person and person.left_at is None else None
        if account is None:
            raise Missing
        return SignedIn(start(session, account, how="persona", proved=True))


def start(session: Session, account: Account, *, how: str, proved: bool = False) -> str:
    """Start a session and return its secret token; only a digest is kept.

    Args:
        session: the transaction it is part of.
        account: whose.
        how: the way in, in words for the trail.
        proved: whether that way showed two proofs of who they are.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    moment = clock.now()
    session.add(
        SignInSession(
            digest=token_digest(token),
            account_id=account.id,
            started_at=moment,
            expires_at=moment + SESSION_LASTS,
            proved_at=moment if proved else None,
        )
    )
    record(
        "people.signed_in",
        subject=("account", account.id),
        actor_id=account.person_id,
        payload={"how": how},
    )
    return token


def go_on(session: Session, viewer: Viewer, *, how: str) -> SignedIn:
    """Start a session that is proved, in place of the viewer's: what was copied of that is dead.

    Args:
        session: the transaction it is part of.
        viewer: who has just shown a second proof.
        how: the proof, in words for the trail.

    Raises:
        Missing: their session has ended meanwhile.
    """
    ended = session.execute(
        update(SignInSession)
        .where(SignInSession.digest == viewer.session_digest, SignInSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise Missing
    account = session.get_one(Account, viewer.account_id)
    return SignedIn(start(session, account, how=how, proved=True))


def sign_out(session_digest: str) -> None:
    """End one session; ending it twice changes nothing."""
    moment = clock.now()
    with transaction() as session:
        row = session.scalar(
            select(SignInSession).where(
                SignInSession.digest == session_digest, SignInSession.ended_at.is_(None)
            )
        )
        if row is None:
            return
        row.ended_at = moment
        account = session.get_one(Account, row.account_id)
        record("people.signed_out", subject=("account", account.id), actor_id=account.person_id)


def end_sessions(person_ids: Collection[int], *, but: str = "") -> None:
    """End every session of these people at once, in the transaction of what caused it.

    Args:
        person_ids: who.
        but: digest of a session that goes on.
    """
    _end(Account.person_id.in_(person_ids), SignInSession.digest != but)


def end_one_session(viewer: Viewer, session_id: int) -> None:
    """End one of the viewer's own sessions.

    Raises:
        Missing: it is not one of theirs.
    """
    own = db.session.scalar(
        select(SignInSession.id)
        .join(Account, SignInSession.account_id == Account.id)
        .where(SignInSession.id == session_id, Account.person_id == viewer.person_id)
    )
    if own is None:
        raise Missing
    with transaction():
        _end(SignInSession.id == session_id)
        _told(viewer)


def end_other_sessions(viewer: Viewer) -> None:
    """End every session of the viewer but the one they are using."""
    with transaction():
        end_sessions([viewer.person_id], but=viewer.session_digest)
        _told(viewer)


def _end(*which: ColumnElement[bool]) -> None:
    chosen = (
        select(SignInSession.id)
        .join(Account, SignInSession.account_id == Account.id)
        .where(SignInSession.ended_at.is_(None), *which)
    )
    with transaction() as session:
        session.execute(
            update(SignInSession)
            .where(SignInSession.id.in_(chosen))
            .values(ended_at=clock.now())
            .execution_options(synchronize_session=False)
        )


def _told(viewer: Viewer) -> None:
    record(
        "people.sessions_ended", subject=("account", viewer.account_id), actor_id=viewer.person_id
    )
