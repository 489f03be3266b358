"""The good-practice library."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Resource(Model):
    """One piece of good practice, in our own words, with its link if one is known."""

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
