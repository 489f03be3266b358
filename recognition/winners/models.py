"""What was decided, the words that say why, and when the world may know."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.winners.rules import OUTCOMES


class Decision(Model):
    """What the chair decided about one candidacy, and why. `edition` counts changes of mind."""

    __table_args__ = (
        CheckConstraint(
            "outcome IN ({})".format(", ".join(f"'{outcome}'" for outcome in OUTCOMES)),
            name="outcome",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), unique=True)
    outcome: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    edition: Mapped[int] = mapped_column(default=1)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Citation(Model):
    """Why this person won, in the words that are published."""

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Announcement(Model):
    """The instant from which a round's winners are public."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    confirmed_at: Mapped[datetime] = mapped_column(UtcDateTime)
