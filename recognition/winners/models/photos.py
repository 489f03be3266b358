"""Photographs of winners, made anew from what was sent."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Float, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Photo(Model):
    """One photograph for one candidacy; the newest that was not taken away is the one in use.

    What the recipient of a card sent is shown to nobody else until communications have looked at it
    and saved it (`by_person_id`); until then an earlier one stays public.

    `data` is WebP without metadata, upright, at most 2,000 pixels on its longer side. The focal
    point is what every crop keeps in sight, as shares of width and height from the top left.
    Without alternative text it is shown nowhere.
    """

    __table_args__ = (
        CheckConstraint("focal_x BETWEEN 0 AND 1 AND focal_y BETWEEN 0 AND 1", name="focal_point"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), index=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    focal_x: Mapped[float] = mapped_column(Float, default=0.5)
    focal_y: Mapped[float] = mapped_column(Float, default=0.5)
    alt_text: Mapped[str] = mapped_column(String(300), default="")
    credit: Mapped[str] = mapped_column(String(200), default="")
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    by_card_id: Mapped[int | None] = mapped_column(ForeignKey("card.id"))
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
