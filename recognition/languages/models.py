"""What people who speak a language said of our words in it."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Translation(Model):
    """One of our texts in another language, once somebody looked at it.

    `digest` is that of the English, its singular where there are two. `better` holds the wording
    that is said instead of the catalogue's, one text or one for each plural form; it is empty where
    the catalogue's stays. `reviewed` is the digest of the wording that was found right; a catalogue
    that changes afterwards awaits review again.
    """

    __table_args__ = (UniqueConstraint("language", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2))
    digest: Mapped[str] = mapped_column(String(64))
    english: Mapped[str] = mapped_column(Text)
    better: Mapped[list[str]] = mapped_column(JSON, default=list)
    reviewed: Mapped[str] = mapped_column(String(64), default="")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
