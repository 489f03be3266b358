"""The good-practice library."""

from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Resource(Model):
    """One piece of good practice, in our own words, with its link if one is known.

    `reminded_for` is the review date about which its owner was written to. `source_reference` names
    the story it was made from, which its author can take back (`withdrawn_at`): then it stays away.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(40), index=True)
    organisation: Mapped[str] = mapped_column(String(200), default="")
    people: Mapped[str] = mapped_column(String(200), default="")
    summary: Mapped[str] = mapped_column(Text)
    two_lines: Mapped[str] = mapped_column(String(200))
    link: Mapped[str | None] = mapped_column(String(500))
    link_state: Mapped[str] = mapped_column(String(20), default="unknown")
    more_links: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    search_phrase: Mapped[str] = mapped_column(String(200), default="")
    helps: Mapped[list[str]] = mapped_column(JSON, default=list)
    template_key: Mapped[str | None] = mapped_column(String(60))
    search_text: Mapped[str] = mapped_column(Text)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    body: Mapped[str] = mapped_column(Text, default="")
    credit: Mapped[str] = mapped_column(String(200), default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    review_on: Mapped[date | None] = mapped_column(index=True)
    reminded_for: Mapped[date | None]
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"), index=True)
    source_reference: Mapped[str | None] = mapped_column(String(120), unique=True)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OutsideLink(Model):
    """An address that resources lead to, and what came of the last looks at it.

    `next_at` is when somebody looks again; whoever does moves it first, so no two look at once.
    Days are days in London.
    """

    __table_args__ = (CheckConstraint("misses >= 0", name="misses"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(500), unique=True)
    next_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str] = mapped_column(String(20), default="")
    status: Mapped[int | None]
    moved_to: Mapped[str | None] = mapped_column(Text)
    reached_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missing_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    missed_on: Mapped[date | None]
    misses: Mapped[int] = mapped_column(default=0)


class Usefulness(Model):
    """How often a resource was said to be useful, or not really, in a month; nothing else."""

    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    useful: Mapped[int] = mapped_column(default=0)
    not_really: Mapped[int] = mapped_column(default=0)
