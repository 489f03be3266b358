"""The chain of entries, and its head."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Entry(Model):
    """One thing that happened; `acting_for_id` is for whom the actor did it, if not for themselves.

    `digest` chains everything but the payload itself; of the payload only a digest is chained, so
    that names and words can be erased later and the chain still verifies.
    """

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index(None, "subject_kind", "subject_id"),
        Index(None, "actor_id", "action"),
        Index(
            None,
            "acting_for_id",
            "action",
            sqlite_where=text("acting_for_id IS NOT NULL"),
            postgresql_where=text("acting_for_id IS NOT NULL"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    action: Mapped[str] = mapped_column(String(60), index=True)
    actor_id: Mapped[int | None]
    acting_for_id: Mapped[int | None]
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    payload: Mapped[str | None] = mapped_column(Text)
    payload_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))


class Head(Model):
    """Where the chain ends, so that cutting its tail off is found too. One row.

    `mac` seals number and digest with the key, so that nobody without it can set the head back to
    an older entry. NULL only where nothing was recorded since there are seals.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    mac: Mapped[str | None] = mapped_column(String(64))
