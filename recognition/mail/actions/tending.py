"""Looking after letters that are stuck."""

from datetime import datetime

from sqlalchemy import CursorResult, update
from sqlalchemy.orm import Session

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.mail import links
from recognition.mail.models import Letter
from recognition.mail.outbox_rules import STILL_TRUE, check_reason
from recognition.mail.queries.outbox import line_of
from recognition.mail.rules import BY_INTENT, STOPPED
from recognition.words import _

OUTBOX = ("outbox", 1)


def try_again(number: int, *, actor_id: int, now: datetime) -> None:
    """Let a letter that failed leave at the next sweep, with as many attempts as a new one.

    Raises:
        Missing: there is no such letter.
        Refused: it has left, is leaving, or is not to be sent.
    """
    with transaction() as session:
        row = _held(session, number)
        # the words of an old letter are let go, and nobody gets an empty one
        if not row.body or not line_of(row, now).may_try:
            raise Refused(_("This letter cannot be tried again. Look how it stands now."))
        before = row.attempts
        row.due_at, row.given_up_at, row.claimed_until, row.attempts = now, None, None, 0
        row.problem = None
        audit.record(
            "mail.tried_again",
            subject=("letter", number),
            actor_id=actor_id,
            payload={"kind": row.kind, "attempts": before},
        )


def try_all_again(*, actor_id: int, now: datetime) -> int:
    """Let every letter leave at the next sweep that failed lately and may be tried again.

    Returns:
        How many there are.
    """
    waited_for = links.kinds_waited_for()
    failed = (Letter.given_up_at > now - STILL_TRUE) & Letter.kind.not_in(waited_for)
    with transaction() as session:
        found = session.execute(
            update(Letter)
            .where(Letter.sent_at.is_(None), Letter.problem.is_not(None))
            .where(Letter.problem.not_in(BY_INTENT), Letter.body != "")
            .where(Letter.given_up_at.is_(None) | failed)
            .where((Letter.claimed_until.is_(None)) | (Letter.claimed_until <= now))
            .values(due_at=now, given_up_at=None, claimed_until=None, attempts=0, problem=None)
        )
        many = found.rowcount if isinstance(found, CursorResult) else 0
        if many:
            audit.record(
                "mail.tried_all_again", subject=OUTBOX, actor_id=actor_id, payload={"letters": many}
            )
        return many


def stop_letter(number: int, *, reason: str, actor_id: int, now: datetime) -> None:
    """Keep a letter that waits from leaving, and tell the room that waits for it.

    Raises:
        Missing: there is no such letter.
        Refused: there is no reason, or it has left, is leaving, or was stopped before.
    """
    reason = check_reason(reason)
    with transaction() as session:
        row = _held(session, number)
        if not line_of(row, now).may_stop:
            raise Refused(_("This letter no longer waits. Look how it stands now."))
        row.given_up_at, row.problem = now, STOPPED
        session.flush()
        links.settled(row.kind, number, was_sent=False)
        audit.record(
            "mail.stopped",
            subject=("letter", number),
            actor_id=actor_id,
            payload={"kind": row.kind, "reason": reason},
        )


def note_reading(number: int, *, actor_id: int) -> None:
    """Keep that somebody looked at the words of a letter that was not written to them.

    Raises:
        Missing: there is no such letter.
    """
    with transaction() as session:
        kind = _held(session, number).kind
        audit.record(
            "mail.letter_read",
            subject=("letter", number),
            actor_id=actor_id,
            payload={"kind": kind},
        )


def _held(session: Session, number: int) -> Letter:
    row = session.get(Letter, number, with_for_update=True)
    if row is None:
        raise Missing
    return row
