"""What an organisation writes on these pages itself."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class NoticeWords(Model):
    """The words of one section of a notice, in Markdown, instead of ours."""

    __table_args__ = (UniqueConstraint("page", "section"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[str] = mapped_column(String(20))
    section: Mapped[str] = mapped_column(String(30))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
