"""What was worked out from the scores, kept so that no page waits for it."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Wanted(Model):
    """How many winners a category of a round is to have; one where nothing is said."""

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), primary_key=True)
    winners: Mapped[int]


class Calculation(Model):
    """The results of one round, without the candidacies that its reader must not learn about.

    `left_out` is the digest of their numbers, and `basis` that of everything the results follow
    from, so that it shows when they are out of date. `details` are what only one page asks for, and
    grow with the round; earlier rows have them in `summary`.
    """

    __table_args__ = (UniqueConstraint("round_id", "left_out"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    left_out: Mapped[str] = mapped_column(String(64))
    basis: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    summary: Mapped[dict[str, Any]] = mapped_column(JSON)
    details: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")


class Finding(Model):
    """A question to ask about the scores of one calculation, in its order from 1.

    `text` is in English, with codes in place of names; see `result_codes`.
    """

    calculation_id: Mapped[int] = mapped_column(
        ForeignKey("calculation.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(40))
    text: Mapped[str] = mapped_column(Text)


class Placing(Model):
    """Where one candidacy stands in its category, and how sure that is.

    `score`, `raw`, `adjusted`, `se` and `apart` are points of the rubric; `p_top` is the chance of
    belonging among the winners wanted, `p_rerun` that a fresh panel would choose it too.
    """

    __table_args__ = (
        Index(None, "calculation_id", "category_id", "position"),
        Index(None, "calculation_id", "category_id", "apart", "position"),
        Index(None, "calculation_id", "position"),
    )

    calculation_id: Mapped[int] = mapped_column(
        ForeignKey("calculation.id", ondelete="CASCADE"), primary_key=True
    )
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"))
    position: Mapped[int]
    rank: Mapped[int | None]
    tied: Mapped[bool]
    readers: Mapped[int]
    raw: Mapped[float | None] = mapped_column(Float)
    adjusted: Mapped[float | None] = mapped_column(Float)
    score: Mapped[float | None] = mapped_column(Float)
    se: Mapped[float | None] = mapped_column(Float)
    apart: Mapped[float | None] = mapped_column(Float)
    p_top: Mapped[float | None] = mapped_column(Float)
    p_rerun: Mapped[float | None] = mapped_column(Float)
