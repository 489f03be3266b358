"""How long things are kept, what is on hold, what was disposed of, and what was released."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class RetentionPeriod(Model):
    """A length of keeping that differs from the usual one; in the unit of its kind."""

    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    length: Mapped[int]
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class DisposalSetting(Model):
    """Whether old things are disposed of every day by themselves, and since when. One row.

    Whoever disposes locks it, so that two runs never count the same rows. `done_on` is the last
    day, in London, on which nothing was left to do.
    """

    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    automatic: Mapped[bool] = mapped_column(default=True)
    starts_on: Mapped[date]
    done_on: Mapped[date | None]


class DisposalLine(Model):
    """What one run disposed of, of one kind; no names. Grows until the run is through.

    `way` is “worker”, “command” or “page”; `by_id` whoever pressed the button.
    """

    __tablename__ = "disposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    items: Mapped[int]
    way: Mapped[str] = mapped_column(String(10))
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ended_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Hold(Model):
    """Nothing of a person, or of a round, is disposed of until a day; for a claim or an inquiry."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (round_id IS NULL)", name="one_of_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("round.id"), index=True)
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    placed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Release(Model):
    """A bundle of one person's data that was given out: counts, never the text itself.

    `person_id` is empty for somebody without a place in the directory.
    """

    __tablename__ = "data_release"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(200))
    items: Mapped[int]
    left_out: Mapped[int]
    passages: Mapped[int]
    with_panel: Mapped[bool]
    panel_reason: Mapped[str] = mapped_column(String(200), default="")
    released_at: Mapped[datetime] = mapped_column(UtcDateTime)
    released_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
