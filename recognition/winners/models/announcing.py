"""When the world may know, who is written to then, and where our list may be shown."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.winners.rules import OUTCOMES, PARTS


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return "{} IN ({})".format(column, ", ".join(f"'{value}'" for value in values))


class Announcement(Model):
    """The instant from which a round's winners are public.

    `letters_written_at` is when the last of its letters was put in the outbox.
    """

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    letters_written_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutcomeLetter(Model):
    """A letter that told one person what became of one candidacy; nobody gets a second one.

    `to_key` names the recipient within the candidacy: `person:7`, or `nomination:12` for a
    nominator without an account. `contradicted_at` is when the outcome was changed after it.
    """

    __table_args__ = (
        UniqueConstraint("candidacy_id", "part", "to_key"),
        CheckConstraint(_one_of("part", PARTS), name="part"),
        CheckConstraint(_one_of("outcome", OUTCOMES), name="outcome"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    part: Mapped[str] = mapped_column(String(10))
    to_key: Mapped[str] = mapped_column(String(40))
    outcome: Mapped[str] = mapped_column(String(20))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    contradicted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LetterWords(Model):
    """An organisation's own words for one kind of outcome letter; `kind` is `part.outcome`."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class EmbedOrigin(Model):
    """A site on which an organisation shows the list of winners, as `https://intranet.example`."""

    __table_args__ = (UniqueConstraint("organisation_id", "origin"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    origin: Mapped[str] = mapped_column(String(200))
    added_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
