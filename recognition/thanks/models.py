"""Cards, the thanks they carry, the sheets they are printed on, and what recipients agreed to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.thanks.rules import CHANNELS, STATES, WAYS


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return "{} IN ({})".format(column, ", ".join(f"'{value}'" for value in values))


class Card(Model):
    """The private page of one person who was nominated, alone or as a member of a team.

    Without a person it is the card of somebody described in words, or a team's card for its wall.
    Its page is shut once its owner was erased.
    """

    __table_args__ = (UniqueConstraint("candidacy_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Batch(Model):
    """Cards and badge labels that were printed together, on sheets ready to cut."""

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Thank(Model):
    """One card's part in one accepted nomination: how its words reach the nominee, and when.

    `counted_from` is when the nomination counts from as this is made: sent, or confirmed if that
    came late. All of one nomination are made in one go, so it is the same in all of them.
    `took_hours` is how long it took from there to `thanked_at`, in whole hours.
    """

    __table_args__ = (
        UniqueConstraint("nomination_id", "card_id"),
        CheckConstraint(_one_of("way", WAYS), name="way"),
        CheckConstraint(_one_of("state", STATES), name="state"),
        Index(None, "state", "counted_from"),
        Index(None, "scheme_id", "state", "took_hours", "nomination_id"),
        Index(None, "scheme_id", "nomination_id", "state"),
        Index(None, "scheme_id", "state", "counted_from", "nomination_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), index=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    way: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(20), default="")
    passed_to: Mapped[str] = mapped_column(String(200), default="")
    counted_from: Mapped[datetime] = mapped_column(UtcDateTime)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    printed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    returned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    thanked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    took_hours: Mapped[int | None]


class Quiet(Model):
    """Somebody who wishes no letters and no cards."""

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Model):
    """What somebody said about one channel on one day. The newest row counts.

    A yes ends at `until`; None: it stays until it is taken back. `recorded_by_id` is whoever wrote
    down what was said on paper; None: it was said on the page itself.
    """

    __table_args__ = (
        CheckConstraint(_one_of("channel", CHANNELS), name="channel"),
        Index(None, "card_id", "channel", "id"),
        Index(None, "until"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"))
    channel: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class ConsentAsked(Model):
    """The letter that asked a recipient where their story may be told, and the one reminder."""

    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    chased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
