"""Closing the judging of a round, and opening it again."""

from datetime import datetime

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import actions as panel
from recognition.panel.actions.locking import lock, lock_round
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.winners import queries
from recognition.winners.actions import letters
from recognition.winners.actions.timing import check_closing
from recognition.winners.models import Closing
from recognition.winners.queries.snapshot import snapshot
from recognition.winners.rules import check_may_decide
from recognition.words import _


def open_report(round_id: int, *, reason: str, actor: Viewer) -> None:
    """Write down why somebody who does not lead the panel reads its scores.

    Raises:
        Missing: they may not read the report at all.
    """
    if not queries.may_report(actor, round_id):
        raise Missing
    audit.record(
        queries.REPORT_OPENED,
        subject=("round", round_id),
        actor_id=actor.person_id,
        payload={"round": schemes.round_card(round_id).name, "reason": reason.strip()},
    )


def close(round_id: int, *, actor: Viewer, now: datetime) -> None:
    """Close the judging of a round and keep everything as it is now.

    From then on scores, who reads what, outcomes, reserves and minutes are read-only.

    Args:
        round_id: the round.
        actor: the chair or the deputy.
        now: instant at which the server received the request, UTC.

    Raises:
        Refused: nominations are still coming in, or the panel is still at work.
        Conflict: somebody closed it meanwhile.
    """
    card = schemes.round_card(round_id)
    check_may_decide(closes=card.closes_at, announced=None, now=now)
    check_closing(card, now)
    panel.calculate(round_id)  # most of the work, while nobody has to wait
    with transaction() as session:
        lock_round(round_id)
        everybody = select(Candidacy.id).where(Candidacy.round_id == round_id)
        lock(*session.scalars(everybody.order_by(Candidacy.id)))
        if queries.is_closed(round_id):
            raise Conflict(_("Somebody has closed this round already."))
        panel.calculate(round_id)  # again, if a score came in between
        row = Closing(
            round_id=round_id,
            closed_at=now,
            closed_by_id=actor.person_id,
            snapshot=snapshot(round_id),
        )
        session.add(row)
        session.flush()
        audit.record("winners.closed", subject=("round", round_id), actor_id=actor.person_id)


def reopen(round_id: int, *, reason: str, actor: Viewer, now: datetime) -> None:
    """Open the judging of a round again, and tell everybody who leads the panel.

    Raises:
        Refused: there is no reason, or the world has been told.
        Conflict: it is open already.
    """
    if not reason:
        raise Refused(_("Write why the round is opened again."), field="reason")
    announced = queries.announced_at(round_id)
    if announced is not None and announced <= now:
        raise Refused(_("This round has been announced, so it stays as it was closed."))
    card = schemes.round_card(round_id)
    with transaction() as session:
        lock_round(round_id)
        row = session.scalar(
            select(Closing).where(Closing.round_id == round_id, Closing.reopened_at.is_(None))
        )
        if row is None:
            raise Conflict(_("This round is open already."))
        row.reopened_at, row.reopened_by_id, row.reopened_because = now, actor.person_id, reason
        audit.record(
            "winners.reopened",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"reason": reason},
        )
        for person in queries.leaders(round_id):
            letters.reopened(person, card, who=actor.name)
