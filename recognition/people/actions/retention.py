"""Letting go of ways in that ended, and of leavers' records.

A leaver's number stays, so that whatever they did or received is still counted; their name, their
address and where they worked go, and so do their ways in. Further records of theirs, which were
made one with it, go with it and never before.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, or_, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.disposal import GONE, Disposal, Spared
from recognition.people import later
from recognition.people.models import (
    Account,
    MissedCode,
    Person,
    PersonMerge,
    ProviderIdentity,
    RecoveryCode,
    SecondStep,
    SignInLink,
    SignInSession,
)

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
        .where(Person.left_at < before, Person.name != GONE, Person.merged_into_id.is_(None))
        .where(Person.erased_at.is_(None))
        .where(Person.id.not_in(spared.people), Person.id.not_in(spared.needed))
        .order_by(Person.id)
    )


def _missed(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(MissedCode.id)
        .where(MissedCode.at < before, MissedCode.person_id.not_in(spared.people))
        .order_by(MissedCode.id)
    )


def _delete_missed(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(MissedCode).where(MissedCode.id.in_(numbers)))


def _used(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(RecoveryCode.id)
        .join(SecondStep, SecondStep.id == RecoveryCode.second_step_id)
        .where(RecoveryCode.used_at < before, SecondStep.person_id.not_in(spared.people))
        .order_by(RecoveryCode.id)
    )


def _delete_used(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(delete(RecoveryCode).where(RecoveryCode.id.in_(numbers)))


def _forget(session: Session, chosen: Sequence[Any]) -> None:
    further = session.scalars(select(Person.id).where(Person.merged_into_id.in_(chosen))).all()
    numbers = [*chosen, *further]
    later.about_to_forget(numbers)
    _secrets(session, numbers)
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
    for way in (SignInLink, SignInSession, ProviderIdentity):
        session.execute(delete(way).where(way.account_id.in_(ways_in)))
    for account in accounts:
        account.email = NOWHERE.format(number=account.id)
        account.disabled_at = account.disabled_at or clock.now()


def _secrets(session: Session, numbers: Sequence[Any]) -> None:
    """Let go of second steps, and of what was said when records were made one."""
    steps = select(SecondStep.id).where(SecondStep.person_id.in_(numbers))
    session.execute(delete(RecoveryCode).where(RecoveryCode.second_step_id.in_(steps)))
    for table in (SecondStep, MissedCode):
        session.execute(delete(table).where(table.person_id.in_(numbers)))
    session.execute(
        update(PersonMerge)
        .where(or_(PersonMerge.kept_id.in_(numbers), PersonMerge.merged_id.in_(numbers)))
        .values(address=None, reason=GONE, before={}, moved={})
    )


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "sign_ins": (
        Disposal(_links, _delete_links),
        Disposal(_sessions, _delete_sessions),
        Disposal(_missed, _delete_missed),
        Disposal(_used, _delete_used),
    ),
    "leavers": (Disposal(_leavers, _forget),),
}
