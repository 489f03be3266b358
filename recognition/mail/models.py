"""Letters waiting, sent, or given up on; how an organisation words them; whether a worker lives."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.mail.rules import SUBJECT_LENGTH


class Letter(Model):
    """One letter to one address.

    A letter that holds a private link names what the link is for (`link_kind`, `link_target`); the
    link itself is made when the letter is delivered and stands nowhere in this table.
    """

    __table_args__ = (Index(None, "sent_at", "given_up_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    to_address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    body: Mapped[str] = mapped_column(Text)
    link_kind: Mapped[str | None] = mapped_column(String(40))
    link_target: Mapped[str | None] = mapped_column(String(254))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    given_up_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(String(200))


class LetterWording(Model):
    """An organisation's own words for one kind of letter; `kind` is one of `kinds.kinds()`."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    body: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class WorkerSign(Model):
    """When a worker was last seen at work, in the one row of this table."""

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
