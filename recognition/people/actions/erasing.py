"""What is left of somebody who is erased: a number that other rows may point to."""

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import Erased, former, rewrite
from recognition.people.actions.second_step_rows import forget, held
from recognition.people.actions.spelling_out import look_everybody_over
from recognition.people.models import (
    Account,
    Grant,
    MissedCode,
    Person,
    PersonMerge,
    ProviderIdentity,
    SignInLink,
    SignInSession,
    StaffUpload,
)
from recognition.people.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Take somebody's name, addresses and workplace away, and take them out of others' words.

    They have left, hold no role, and nobody signs in as them again. Whom they managed keeps
    pointing to them, for nobody's scores are to change by an erasure. Staff files that somebody is
    looking at go too, for they may name them; one is read again in a minute.

    Returns:
        How many rows became different.
    """
    with transaction() as session:
        changed = sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)
        if changed:
            look_everybody_over(session)
        if erased.person_id is None:
            return changed
        _forget(session, erased, erased.person_id)
        return changed + 1


def _forget(session: Session, erased: Erased, person_id: int) -> None:
    accounts = select(Account.id).where(Account.person_id == person_id)
    for ways_in in (SignInLink, SignInSession, ProviderIdentity):
        session.execute(delete(ways_in).where(ways_in.account_id.in_(accounts)))
    for account in session.scalars(select(Account).where(Account.person_id == person_id)):
        account.email = f"erased-{account.id}"  # no address looks like this
        account.disabled_at = account.disabled_at or erased.at
    session.execute(
        update(Grant)
        .where(Grant.person_id == person_id, Grant.ended_at.is_(None))
        .values(ended_at=erased.at)
    )
    _secrets(session, person_id)
    _merges(session, person_id)
    row = session.get_one(Person, person_id)
    session.execute(delete(StaffUpload).where(StaffUpload.organisation_id == row.organisation_id))
    row.name, row.search_name, row.email = former(), "", None
    row.job_title = row.staff_group = row.band = row.site = row.shift = ""
    row.team_id = row.manager_id = None
    row.left_at = row.left_at or erased.at
    row.erased_at = erased.at
    session.flush()


def _secrets(session: Session, person_id: int) -> None:
    """Delete the second step with its recovery codes, and the codes that were missed."""
    step = held(session, person_id)
    if step is not None:
        forget(session, step)
    session.execute(delete(MissedCode).where(MissedCode.person_id == person_id))


def _merges(session: Session, person_id: int) -> None:
    """Keep that records were made one, by number, without anything that was said of them."""
    session.execute(
        update(PersonMerge)
        .where(or_(PersonMerge.kept_id == person_id, PersonMerge.merged_id == person_id))
        .values(address=None, reason="", before={}, moved={})
    )
