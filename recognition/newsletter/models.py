"""Packs that were kept, and the organisation's own templates for Word."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.newsletter.choices import LENGTHS, TONES
from recognition.thanks.rules import CHANNELS
from recognition.winners.rules import OUTCOMES


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return "{} IN ({})".format(column, ", ".join(f"'{value}'" for value in values))


class SavedPack(Model):
    """A selection that was given a name, to be made again later. `edition` counts its changes."""

    __table_args__ = (
        CheckConstraint(_one_of("channel", CHANNELS), name="channel"),
        CheckConstraint(_one_of("tone", TONES), name="tone"),
        CheckConstraint(f"length IN {LENGTHS}", name="length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    channel: Mapped[str] = mapped_column(String(20))
    length: Mapped[int]
    tone: Mapped[str] = mapped_column(String(20))
    edition: Mapped[int] = mapped_column(default=1)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SavedPiece(Model):
    """One winner in a kept pack: their place, our own words for them, and what they were made of.

    `text` is what communications wrote instead of the citation; empty: the citation, cut to length.
    `outcome`, `citation_edition` and `photo_id` are what there was when the pack was kept.
    """

    __table_args__ = (CheckConstraint(_one_of("outcome", OUTCOMES), name="outcome"),)

    pack_id: Mapped[int] = mapped_column(ForeignKey("saved_pack.id"), primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    place: Mapped[int]
    text: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(20))
    citation_edition: Mapped[int]
    photo_id: Mapped[int | None] = mapped_column(ForeignKey("photo.id"))


class WordTemplate(Model):
    """A Word file of an organisation's own, into which packs are written."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    retired_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
