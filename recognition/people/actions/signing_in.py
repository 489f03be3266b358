"""Mailed links that sign in once."""

import secrets

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.database import transaction
from recognition.errors import Refused
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.people.actions.sessions import TOKEN_BYTES, SignedIn, account_of, start
from recognition.people.letter_kinds import SIGN_IN
from recognition.people.models import Account, Person, SignInLink
from recognition.people.queries import host
from recognition.people.rules import HOME, LINK_LASTS, address, own_page, token_digest
from recognition.words import _

LINK_KIND = "sign-in"
_LONGEST_TARGET = 254


def ask_for_link(email: str, onwards: str = HOME) -> None:
    """Put a letter with a link in the outbox, whether or not anybody knows the address.

    Nothing is looked up about them, so that a known and an unknown address are the same work and
    the same answer; `make_sign_in_link` decides at delivery.

    Args:
        email: as typed.
        onwards: the page to go on to; anything but a page of ours becomes the start page.

    Raises:
        Refused: it does not look like an e-mail address.
    """
    to_address = address(email)
    target = f"{to_address} {own_page(onwards)}"
    with transaction():
        running = host()
        subject, body = worded(SIGN_IN, running.id if running is not None else None)
        write(
            kind=SIGN_IN,
            to_address=to_address,
            subject=subject,
            body=body,
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
        account = account_to_sign_in(session, email)
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


def account_to_sign_in(session: Session, email: str) -> Account | None:
    """Return the account behind an address: the directory's word first, then the accounts'."""
    person = session.scalar(select(Person).where(Person.email == email))
    account = session.scalar(select(Account).where(Account.email == email))
    if person is None and account is not None:
        person = session.get_one(Person, account.person_id)
    if person is None or person.left_at is not None:
        return None
    if account is not None and account.person_id != person.id:
        return None  # the address went to somebody else; an administrator has to sort that out
    return account_of(session, person, asked=account)


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
        return SignedIn(start(session, link[1], how="mailed link"), link[0].onwards)
