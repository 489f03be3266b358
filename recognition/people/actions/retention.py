"""Letting go of ways in that ended, and of leavers' records.

A leaver's number stays, so that whatever they did or received is still counted; their name, their
address and where they worked go, and so do their ways in.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.disposal import GONE, Disposal, Spared
from recognition.people.models import Account, Person, SignInLink, SignInSession

NOWHERE = "left-{number}@left.invalid"  # no mail ever reaches .invalid (RFC 2606)


def _links(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(SignInLink.id)
        .join(Account, Account.id == SignInLink.account_id)
        .where(SignInLink.expires_at < before, Account.person_id.not_in(spared.people))
        .order_by(SignInLink.id)
    )


def _delete_links(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(SignInLink).where(SignInLink.id.in_(numbers)))


def _sessions(before: datetime, spared: Spared) -> Select[Any]:
    over = or_(SignInSession.ended_at < before, SignInSession.expires_at < before)
    return (
        select(SignInSession.id)
        .join(Account, Account.id == SignInSession.account_id)
        .where(over, Account.person_id.not_in(spared.people))
        .order_by(SignInSession.id)
    )


def _delete_sessions(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(SignInSession).where(SignInSession.id.in_(numbers)))


def _leavers(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Person.id)
        .where(Person.left_at < before, Person.name != GONE)
        .where(Person.id.not_in(spared.people), Person.id.not_in(spared.needed))
        .order_by(Person.id)
    )


def _forget(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(
        update(Person)
        .where(Person.id.in_(numbers))
        .values(
            name=GONE,
            search_name="",
            email=None,
            job_title="",
            staff_group="",
            band="",
            site="",
            shift="",
            team_id=None,
            manager_id=None,
        )
    )
    accounts = session.scalars(select(Account).where(Account.person_id.in_(numbers))).all()
    ways_in = [account.id for account in accounts]
    session.execute(delete(SignInLink).where(SignInLink.account_id.in_(ways_in)))
    session.execute(delete(SignInSession).where(SignInSession.account_id.in_(ways_in)))
    for account in accounts:
        account.email = NOWHERE.format(number=account.id)
        account.disabled_at = account.disabled_at or clock.now()


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "sign_ins": (Disposal(_links, _delete_links), Disposal(_sessions, _delete_sessions)),
    "leavers": (Disposal(_leavers, _forget),),
}
