"""Letters waiting, sent, or given up on; how an organisation words them; what workers do."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.mail.diary import LONGEST_NAME
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


class Worker(Model):
    """A worker that lives, or did until a day ago: a process, by its host and its number there.

    What it delivered and put off counts from its start.
    """

    name: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    delivered: Mapped[int] = mapped_column(default=0)
    put_off: Mapped[int] = mapped_column(default=0)


class ChoreRun(Model):
    """What came of one chore, whichever worker did it; see `diary.Work`.

    `worker` did it last; it may be gone.
    """

    name: Mapped[str] = mapped_column(String(LONGEST_NAME), primary_key=True)
    worker: Mapped[str] = mapped_column(String(LONGEST_NAME))
    runs: Mapped[int] = mapped_column(BigInteger)
    failures: Mapped[int] = mapped_column(BigInteger)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    milliseconds: Mapped[int]
    did: Mapped[int | None]
    did_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    problem: Mapped[str | None] = mapped_column(String(LONGEST_NAME))
    problem_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
