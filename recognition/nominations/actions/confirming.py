"""Confirming that a nomination is the sender's own, after it was sent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.nominations import rules
from recognition.nominations.models import Candidacy, Nomination
from recognition.people.models import Account, Person
from recognition.words import _


def confirm(*, reference: str, received: datetime) -> None:
    """Note that whoever got the letter says: this is mine. A second time changes nothing.

    The sender becomes the person of the directory whose address it is, or whose account has it. If
    that person is the nominee, nothing is lost: it waits for a checker, who sees it, also when it
    was accepted before.

    Args:
        reference: of the nomination.
        received: instant at which the request came, UTC.

    Raises:
        Refused: it was withdrawn.
        Missing: there is no such nomination.
    """
    with transaction() as session:
        nomination = session.scalar(
            select(Nomination).where(Nomination.reference == reference).with_for_update()
        )
        if nomination is None:
            raise Missing
        if nomination.confirmed_at is not None:
            return
        if nomination.withdrawn_at is not None:
            raise Refused(_("You withdrew this nomination, so there is nothing to confirm."))
        nomination.confirmed_at = received
        nomination.counts_from = rules.counts_from(
            sent_at=nomination.sent_at, confirmed_at=received
        )
        if nomination.nominator_id is None:
            nomination.nominator_id = _person_at(session, nomination.nominator_email)
            if nomination.standing == rules.ACCEPTED and _sent_by_nominee(session, nomination):
                nomination.standing = rules.WAITING
        record(
            "nomination.confirmed",
            subject=("nomination", nomination.id),
            actor_id=nomination.nominator_id,
            payload={
                "reference": reference,
                "in_time": nomination.counts_from == nomination.sent_at,
            },
        )


def _sent_by_nominee(session: Session, nomination: Nomination) -> bool:
    nominee = session.scalar(
        select(Candidacy.person_id).where(Candidacy.id == nomination.candidacy_id)
    )
    return nominee is not None and nominee == nomination.nominator_id


def _person_at(session: Session, email: str) -> int | None:
    """Return whose address it is: the directory's word first, then the accounts'."""
    if not email:
        return None
    return session.scalar(select(Person.id).where(Person.email == email)) or session.scalar(
        select(Account.person_id).where(Account.email == email)
    )
