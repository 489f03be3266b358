"""Adding to the trail."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit import heads
from recognition.audit.models import Entry, Head
from recognition.audit.rules import BEGINNING, Noted, digest_of, is_due, keyed, written
from recognition.database import db, transaction
from recognition.disposal import Disposal, Spared

log = logging.getLogger(__name__)


def record(
    action: str,
    *,
    subject: tuple[str, int],
    actor_id: int | None,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Write one entry, in the transaction of the change it tells of.

    Args:
        action: what happened, as `room.verb`: “nomination.sent”.
        subject: kind and number of what it happened to: `("nomination", 12)`.
        actor_id: the person who did it; None for the application itself.
        payload: names and before → after in words, erasable; never the text of a story.
    """
    key = config.current().audit_key
    text = written(payload or {})
    with transaction() as session:
        # The lock on the head makes entries of two writers follow each other on PostgreSQL.
        head = session.scalar(select(Head).where(Head.id == 1).with_for_update())
        if head is None:
            head = Head(id=1, number=0, digest=BEGINNING)
            session.add(head)
        entry = Entry(
            number=head.number + 1,
            at=clock.now(),
            action=action,
            actor_id=actor_id,
            subject_kind=subject[0],
            subject_id=subject[1],
            payload=text,
            payload_digest=keyed(key, text),
            previous=head.digest,
        )
        entry.digest = digest_of(
            key,
            number=entry.number,
            at=entry.at,
            action=action,
            actor_id=actor_id,
            subject=subject,
            payload_digest=entry.payload_digest,
            previous=entry.previous,
        )
        session.add(entry)
        head.number, head.digest = entry.number, entry.digest
        session.flush()


def note_head() -> bool:
    """Note the newest entry in the file outside the database, once a day; a chore of the worker.

    A file that cannot be written is told to the log, and stops nothing else.

    Returns:
        True when a line was added.
    """
    file, moment = config.current().audit_heads, clock.now()
    if file is None:
        return False
    try:
        if not is_due(heads.noted(file), today=moment.date()):
            return False
        head = db.session.get(Head, 1)
        if head is None:
            return False
        heads.note(file, Noted(moment, head.number, head.digest))
    except OSError as problem:
        log.warning("the head of the audit trail was not noted: %s", problem.strerror)
        return False
    return True


def _with_details(before: datetime, spared: Spared) -> Select[Any]:
    """Choose old entries that still have details; none while anything at all is on hold.

    An entry can name somebody in its details who is not its subject, so no hold could be kept to
    by looking at subjects alone.
    """
    on_hold = or_(spared.people.exists(), spared.rounds.exists())
    return (
        select(Entry.number)
        .where(Entry.at < before, Entry.payload.is_not(None), Entry.payload != NOTHING, ~on_hold)
        .order_by(Entry.number)
    )


def _erase(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(update(Entry).where(Entry.number.in_(numbers)).values(payload=None))


NOTHING = written({})
DISPOSALS: dict[str, tuple[Disposal, ...]] = {"trail": (Disposal(_with_details, _erase),)}
