"""Adding to the trail."""

from collections.abc import Mapping

from sqlalchemy import select

from recognition import acting, clock, config
from recognition.audit.models import Entry, Head
from recognition.audit.rules import BEGINNING, digest_of, keyed, seal_of, written
from recognition.database import transaction


def record(
    action: str,
    *,
    subject: tuple[str, int],
    actor_id: int | None,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Write one entry, in the transaction of the change it tells of.

    What somebody does while they act for another says so; nobody has to pass it on.

    Args:
        action: what happened, as `room.verb`: “nomination.sent”.
        subject: kind and number of what it happened to: `("nomination", 12)`.
        actor_id: the person who did it; None for the application itself.
        payload: names and before → after in words, erasable; never the text of a story.
    """
    key = config.current().audit_key
    text = written(payload or {})
    acting_for_id = acting.acting_for(actor_id)
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
            acting_for_id=acting_for_id,
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
            acting_for_id=acting_for_id,
            subject=subject,
            payload_digest=entry.payload_digest,
            previous=entry.previous,
            sealed=True,
        )
        session.add(entry)
        head.number, head.digest = entry.number, entry.digest
        head.mac = seal_of(key, head.number, head.digest)
        session.flush()
