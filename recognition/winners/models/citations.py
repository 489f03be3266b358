"""The words that are published: in editions, each approved and agreed before the world reads it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class CitationEdition(Model):
    """Why somebody won, in one wording; an edit is a new edition and asks everybody again.

    It is drafted, sent to the chair, approved, and agreed by the winner; or it is sent back with a
    note. Each instant that has not come is None. The newest agreed edition is what is published.
    `quote_from_id` is the nomination whose own words the quote repeats. `agreed_by_id` is whoever
    wrote down an agreement that was given on paper or in person; None: the winner's own click.
    """

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)
    quote: Mapped[str] = mapped_column(Text, default="")
    quote_from_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    sent_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    note: Mapped[str] = mapped_column(Text, default="")


class CitationAnswer(Model):
    """What one recipient of a card said about one edition: these words are right, or are not."""

    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    edition: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"), primary_key=True)
    agrees: Mapped[bool]
    note: Mapped[str] = mapped_column(Text, default="")
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)


class QuoteWish(Model):
    """Whether a nominator would be named beside a quote of theirs; unnamed until they say so."""

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    named: Mapped[bool | None]
    said_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Praise(Model):
    """What the panel wrote about a candidacy to be shared with the nominee and the nominators."""

    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
