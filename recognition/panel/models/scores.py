"""Who reads what, and the scores they gave."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Assignment(Model):
    """One candidacy for one panellist to read: in the first reading, or on the shortlist."""

    __table_args__ = (
        UniqueConstraint("candidacy_id", "person_id", "stage"),
        Index(None, "person_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    stage: Mapped[int] = mapped_column(default=1)
    assigned_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Review(Model):
    """What one panellist thinks of one candidacy.

    `edition` counts the saves, so that a stale tab is noticed. `mean` is the weighted mean of the
    points given, kept in the same transaction as the points; empty where they say too little to
    count. What ranks is worked out from the points of the whole panel. `stale_since` is when the
    nomination changed after it was sent, until the panellist has looked again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), unique=True)
    comment: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    edition: Mapped[int] = mapped_column(default=1)
    mean: Mapped[float | None] = mapped_column(Float)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    stale_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReviewVersion(Model):
    """The points and comment of a review as they were after one save; never changed again.

    `points` are by number of the criterion; the private note is not kept here.
    """

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    points: Mapped[dict[str, Any]] = mapped_column(JSON)
    comment: Mapped[str] = mapped_column(Text, default="")
    mean: Mapped[float | None] = mapped_column(Float)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    was_sent: Mapped[bool] = mapped_column(default=False)


class Score(Model):
    """One panellist's points against one criterion; empty means “does not apply here”."""

    __table_args__ = (CheckConstraint("points BETWEEN 1 AND 5", name="points"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int | None]


class Tally(Model):
    """What the sent reviews of a candidacy add up to, kept whenever one of them changes."""

    __table_args__ = (Index(None, "mean"),)

    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    reviews: Mapped[int] = mapped_column(default=0)
    total: Mapped[float] = mapped_column(Float, default=0.0)
    squares: Mapped[float] = mapped_column(Float, default=0.0)
    mean: Mapped[float | None] = mapped_column(Float)


class ReadingLoad(Model):
    """How many nominees somebody is to read in a round, and for how many they sent scores.

    Counted again whenever one of their readings, or whether its nominee stands, changes. Worked
    out from those, so it names its reader without holding them.
    """

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    assigned: Mapped[int] = mapped_column(default=0)
    sent: Mapped[int] = mapped_column(default=0)
