"""Who sits on a panel, whom they know, and what the panel may do when."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Appointment(Model):
    """A seat on the panel of one round.

    A seat with a cover is held for an absent chair, from `appointed_at` until `ended_at` (not
    included), which are known from the start; any other seat has ended once `ended_at` is there.
    """

    __table_args__ = (
        CheckConstraint("role IN ('panellist', 'chair', 'deputy')", name="role"),
        UniqueConstraint("round_id", "person_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[str] = mapped_column(String(10))
    appointed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("cover.id"))


class Interest(Model):
    """Whether somebody on a panel knows a nominee: in one candidacy, or whatever it is for.

    “declared” and “pinned” (by the chair) take it away from them; “dismissed” answers a suggestion
    with a reason and takes nothing away.
    """

    __table_args__ = (
        CheckConstraint("state IN ('declared', 'pinned', 'dismissed')", name="state"),
        CheckConstraint("(candidacy_id IS NULL) <> (about_id IS NULL)", name="one_of_two"),
        UniqueConstraint("candidacy_id", "person_id"),
        UniqueConstraint("about_id", "person_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"))
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(String(10), default="declared")
    reason: Mapped[str] = mapped_column(Text, default="")
    declared_at: Mapped[datetime] = mapped_column(UtcDateTime)
    pinned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Phase(Model):
    """What panellists may do between two instants; a round without any has the usual ones.

    `ends_at` is the last second, which counts whole; empty until the round is closed.
    """

    __table_args__ = (UniqueConstraint("round_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(60))
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    may_score: Mapped[bool] = mapped_column(default=False)
    may_see_others: Mapped[bool] = mapped_column(default=False)
    may_discuss: Mapped[bool] = mapped_column(default=False)
    may_decide: Mapped[bool] = mapped_column(default=False)


class Reminder(Model):
    """When panellists who are behind are written to."""

    __table_args__ = (UniqueConstraint("round_id", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PracticeStory(Model):
    """A story that everyone on the panel reads first, to see how far their scores lie apart."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)


class Shortlisted(Model):
    """A candidacy that more readers score afresh; the scores of the first reading rest."""

    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class DiscussionNote(Model):
    """What was said about a nominee in the meeting, as it was minuted."""

    __table_args__ = (Index(None, "candidacy_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
