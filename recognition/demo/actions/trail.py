"""Audit entries of things that happened before today, chained like all others."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from recognition import config
from recognition.audit.models import Entry, Head
from recognition.audit.rules import BEGINNING, digest_of, keyed, seal_of, written
from recognition.database import db
from recognition.demo.actions.bulk import Row, add_all


@dataclass(frozen=True)
class Happening:
    """One thing that happened, as `audit.actions.record` takes it, with its time (UTC)."""

    at: datetime
    action: str
    subject: tuple[str, int]
    actor_id: int | None
    payload: Mapping[str, object]


@dataclass
class Trail:
    """Collects what happened, and writes it down in the order of time."""

    happenings: list[Happening] = field(default_factory=list)

    def add(
        self,
        at: datetime,
        action: str,
        subject: tuple[str, int],
        actor_id: int | None,
        payload: Mapping[str, object] | None = None,
    ) -> None:
        """Remember that something happened."""
        self.happenings.append(Happening(at, action, subject, actor_id, payload or {}))

    def write(self) -> None:
        """Chain everything after the newest entry, in an open transaction, and forget it."""
        db.session.flush()
        head = db.session.get(Head, 1)
        if head is None:
            head = Head(id=1, number=0, digest=BEGINNING)
            db.session.add(head)
        rows: list[Row] = []
        for happening in sorted(self.happenings, key=lambda one: one.at):
            row = _chained(happening, number=head.number + 1, previous=head.digest)
            head.number, head.digest = row["number"], row["digest"]
            rows.append(row)
        head.mac = seal_of(config.current().audit_key, head.number, head.digest)
        add_all(Entry, rows)
        self.happenings.clear()


def _chained(happening: Happening, *, number: int, previous: str) -> Row:
    key = config.current().audit_key
    text = written(happening.payload)
    payload_digest = keyed(key, text)
    return {
        "number": number,
        "at": happening.at,
        "action": happening.action,
        "actor_id": happening.actor_id,
        "subject_kind": happening.subject[0],
        "subject_id": happening.subject[1],
        "payload": text,
        "payload_digest": payload_digest,
        "previous": previous,
        "digest": digest_of(
            key,
            number=number,
            at=happening.at,
            action=happening.action,
            actor_id=happening.actor_id,
            subject=happening.subject,
            payload_digest=payload_digest,
            previous=previous,
            sealed=True,
        ),
    }
