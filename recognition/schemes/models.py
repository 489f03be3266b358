"""Schemes and what belongs to them: forms in versions, categories, rounds."""

from datetime import datetime

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Float,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, OwnText, OwnWords, UtcDateTime


class Scheme(Model):
    """A way of recognising colleagues: thanked at once, or judged as well."""

    __table_args__ = (CheckConstraint("lane IN ('recognise', 'award')", name="lane"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[str] = mapped_column(OwnWords(200))
    purpose: Mapped[str] = mapped_column(OwnText, default="")
    lane: Mapped[str] = mapped_column(String(10))
    who_may_nominate: Mapped[list[str]] = mapped_column(JSON)
    without_account: Mapped[bool] = mapped_column(default=True)
    confirms_addresses: Mapped[bool] = mapped_column(default=True)
    tells_managers: Mapped[bool] = mapped_column(default=False)
    thanks_days: Mapped[int] = mapped_column(default=7)
    hides_names: Mapped[bool] = mapped_column(default=True)
    names_readers: Mapped[bool] = mapped_column(default=False)
    two_stages: Mapped[bool] = mapped_column(default=False)
    template_key: Mapped[str | None] = mapped_column(String(60))
    nominees_get: Mapped[str] = mapped_column(OwnText, default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SchemeOrganisation(Model):
    """An organisation whose people take part in a scheme; the host is one of them."""

    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, index=True
    )


class FormVersion(Model):
    """The questions and criteria as they were at one time. Fixed once a nomination used them."""

    __table_args__ = (UniqueConstraint("scheme_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    number: Mapped[int]
    words_together: Mapped[int | None]
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Question(Model):
    """What a nominator is asked."""

    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    position: Mapped[int]
    prompt: Mapped[str] = mapped_column(OwnWords(300))
    hint: Mapped[str] = mapped_column(OwnText, default="")
    word_limit: Mapped[int | None]
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"))
    resource_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Criterion(Model):
    """What panellists score, from 1 to 5."""

    __table_args__ = (UniqueConstraint("version_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    weight: Mapped[float] = mapped_column(Float, default=1.0)
    resource_id: Mapped[int | None] = mapped_column(ForeignKey("resource.id"))
    resource_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PastGuidance(Model):
    """Good practice that once stood beside a question or a criterion, and from when until when.

    What stands there now is in the row of the question or criterion, since its `resource_since`
    or, where that is empty, since its version was made.
    """

    __table_args__ = (
        CheckConstraint("(question_id IS NULL) <> (criterion_id IS NULL)", name="one_of_two"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    criterion_id: Mapped[int | None] = mapped_column(ForeignKey("criterion.id"), index=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey("resource.id"))
    placed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Descriptor(Model):
    """What one point on a criterion's scale looks like."""

    criterion_id: Mapped[int] = mapped_column(ForeignKey("criterion.id"), primary_key=True)
    points: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str] = mapped_column(Text)


class Category(Model):
    """A kind of winner."""

    __table_args__ = (UniqueConstraint("scheme_id", "position"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    position: Mapped[int]
    name: Mapped[str] = mapped_column(OwnWords(120))
    description: Mapped[str] = mapped_column(OwnText, default="")
    for_teams: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Round(Model):
    """One cycle of a scheme. A scheme that is always open has one round without a close."""

    __table_args__ = (
        UniqueConstraint("scheme_id", "slug"),
        Index(None, "opens_at", "closes_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(OwnWords(120))
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    grace_minutes: Mapped[int] = mapped_column(default=0)
    judging_ends_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    announces_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Wording(Model):
    """A text of a scheme in another language, as it was written from the English of its time.

    A place is a text of something: `what` is “scheme”, “category”, “question” or “round”; `number`
    tells several apart (of a question, its place on the form); `field` is the text's. Texts are
    found again by their English, so one stays good in every version of a form that asks the same.
    `reviewed_at` is when somebody who speaks the language said that it is right.
    """

    __table_args__ = (
        UniqueConstraint("scheme_id", "language", "what", "number", "field", "digest"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    language: Mapped[str] = mapped_column(String(2))
    what: Mapped[str] = mapped_column(String(10))
    number: Mapped[int]
    field: Mapped[str] = mapped_column(String(12))
    english: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reviewed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reviewed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
