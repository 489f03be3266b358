"""Cards, and what each recipient agreed to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.thanks.rules import CHANNELS


class Card(Model):
    """The private page of one person who was nominated, alone or as a member of a team."""

    __table_args__ = (UniqueConstraint("candidacy_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Consent(Model):
    """What somebody said about one channel on one day. The newest row counts."""

    __table_args__ = (
        CheckConstraint(
            "channel IN ({})".format(", ".join(f"'{channel}'" for channel in CHANNELS)),
            name="channel",
        ),
        Index(None, "card_id", "channel", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"))
    channel: Mapped[str] = mapped_column(String(20))
    given: Mapped[bool]
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
