"""That somebody was erased; never who."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.privacy.erasing_rules import BASES, KINDS


class Erasure(Model):
    """One erasure: who did it, why, what was gone afterwards, and when the file was clean.

    `kind` is one of `erasing_rules.KINDS`: a person of the directory, whose row stays without a
    name, or somebody outside it, of whom only `nomination_id` is left. `counts` says by kind of
    thing how many were emptied or deleted. `cleaned_at` is when nothing of it was left between the
    rows either; the worker sees to it.
    """

    __table_args__ = (
        CheckConstraint("kind IN ({})".format(", ".join(f"'{k}'" for k in KINDS)), name="kind"),
        CheckConstraint("basis IN ({})".format(", ".join(f"'{b}'" for b in BASES)), name="basis"),
        Index(None, "organisation_id", "done_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    nomination_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"))
    basis: Mapped[str] = mapped_column(String(20))
    done_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    done_at: Mapped[datetime] = mapped_column(UtcDateTime)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    cleaned_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
