"""What was decided, and how the judging ended."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.winners.rules import OUTCOMES


class Decision(Model):
    """What the chair decided about one candidacy, and why. `edition` counts changes of mind.

    `reserve` is a place on the reserve list, from 1: who wins if a winner declines.
    """

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
    reserve: Mapped[int | None]
    edition: Mapped[int] = mapped_column(default=1)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class DecisionVersion(Model):
    """A decision as it was, so that a change of mind can be undone and is never hidden.

    An empty outcome says that nothing was decided any more.
    """

    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    outcome: Mapped[str] = mapped_column(String(20))
    reserve: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text)
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Closing(Model):
    """The end of a round's judging: everything as it was then, read-only until it is reopened."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), index=True)
    closed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
    reopened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reopened_because: Mapped[str] = mapped_column(Text, default="")
