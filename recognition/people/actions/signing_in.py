"""Mailed links that sign in once, and the sessions they start."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, CursorResult, select, update
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.actions import write
from recognition.people.models import Account, Person, SignInLink, SignInSession
from recognition.people.queries import Viewer
from recognition.people.rules import (
    HOME,
    LINK_LASTS,
    SESSION_LASTS,
    address,
    own_page,
    token_digest,
)
from recognition.words import _

LINK_KIND = "sign-in"
TOKEN_BYTES = 32
_LONGEST_TARGET = 254


@dataclass(frozen=True)
class SignedIn:
    """A session that was just started: its secret token, and the page to go on to."""

    session_token: str = field(repr=False)
    onwards: str = HOME


def ask_for_link(email: str, onwards: str = HOME) -> None:
    """Put a letter with a link in the outbox, whether or not anybody knows the address.

    Nothing is looked up here, so that a known and an unknown address are the same work and the
    same answer; `make_sign_in_link` decides at delivery.

    Args:
        email: as typed.
        onwards: the page to go on to; anything but a page of ours becomes the start page.

    Raises:
        Refused: it does not look like an e-mail address.
    """
    to_address = address(email)
    target = f"{to_address} {own_page(onwards)}"
    write(
        kind="people.sign_in",
        to_address=to_address,
        subject=_("Your link to sign in"),
        body=_(
            "Hello\n\n"
            "Here is your link to sign in:\n\n"
            "{link}\n\n"
            "It works once, and for 20 minutes from when this letter was sent. The page that opens "
            "has a button; press it to sign in.\n\n"
            "If you did not ask for this, you need do nothing."
        ),
        link=(LINK_KIND, target if len(target) <= _LONGEST_TARGET else to_address),
    )


def make_sign_in_link(target: str) -> str | None:
    """Make a link for an address, at the moment its letter is delivered.

    Somebody in the directory who has no account gets one. Only a digest of the link is kept.

    Args:
        target: the address, and after a space the page to go on to.

    Returns:
        An absolute web address; None when nobody who may sign in has that e-mail address.
    """
    email, _space, onwards = target.partition(" ")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction() as session:
        account = _account_to_sign_in(session, email)
        if account is None:
            return None
        session.add(
            SignInLink(
                digest=token_digest(token),
                account_id=account.id,
                onwards=own_page(onwards),
                expires_at=clock.now() + LINK_LASTS,
            )
        )
    return f"{config.current().base_url}/sign-in/{token}"


def _account_to_sign_in(session: Session, email: str) -> Account | None:
    """Return the account behind an address: the directory's word first, then the accounts'."""
    person = session.scalar(select(Person).where(Person.email == email))
    account = session.scalar(select(Account).where(Account.email == email))
    if person is None and account is not None:
        person = session.get_one(Person, account.person_id)
    if person is None or person.left_at is not None:
        return None
    if account is not None and account.person_id != person.id:
        return None  # the address went to somebody else; an administrator has to sort that out
    return account_of(session, person)


def account_of(session: Session, person: Person) -> Account | None:
    """Return somebody's account, made if there is none; None when they were shut out."""
    accounts = session.scalars(
        select(Account).where(Account.person_id == person.id).order_by(Account.id)
    ).all()
    if any(account.disabled_at is not None for account in accounts):
        return None
    if accounts:
        return accounts[0]
    if person.email is None:
        return None
    account = Account(person_id=person.id, email=person.email, created_at=clock.now())
    session.add(account)
    session.flush()
    return account


def sign_in(token: str) -> SignedIn:
    """Use a mailed link and start a session.

    Raises:
        Refused: the link was used before, has run out, or its account may not sign in.
    """
    moment = clock.now()
    with transaction() as session:
        used = session.execute(
            update(SignInLink)
            .where(SignInLink.digest == token_digest(token))
            .where(SignInLink.used_at.is_(None), SignInLink.expires_at > moment)
            .values(used_at=moment)
        )
        link = session.execute(
            select(SignInLink, Account, Person)
            .join(Account, SignInLink.account_id == Account.id)
            .join(Person, Account.person_id == Person.id)
            .where(SignInLink.digest == token_digest(token))
            .where(Account.disabled_at.is_(None), Person.left_at.is_(None))
        ).one_or_none()
        if link is None or not isinstance(used, CursorResult) or used.rowcount != 1:
            raise Refused(_("This link was used before or has run out. Ask for a new one."))
        return SignedIn(_start(session, link[1], how="mailed link"), link[0].onwards)


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
        return SignedIn(_start(session, account, how="persona"))


def _start(session: Session, account: Account, *, how: str) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    moment = clock.now()
    session.add(
        SignInSession(
            digest=token_digest(token),
            account_id=account.id,
            started_at=moment,
            expires_at=moment + SESSION_LASTS,
        )
    )
    record(
        "people.signed_in",
        subject=("account", account.id),
        actor_id=account.person_id,
        payload={"how": how},
    )
    return token


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
