"""Drafts, nominations with every wording they had, and the candidacies they form."""

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime


class Candidacy(Model):
    """One nominee in one category of one round: what the panel reads.

    The nominee is a person of the directory, a team, or somebody described in words.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "category_id", "person_id"),
        UniqueConstraint("round_id", "category_id", "team_id"),
        CheckConstraint(
            "(CASE WHEN person_id IS NOT NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN team_id IS NOT NULL THEN 1 ELSE 0 END)"
            " + (CASE WHEN described_name IS NOT NULL THEN 1 ELSE 0 END) = 1",
            name="one_nominee",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    described_name: Mapped[str | None] = mapped_column(String(200))
    described_place: Mapped[str] = mapped_column(String(200), default="")


class Draft(Model):
    """A nomination being written, kept for its author alone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    described_name: Mapped[str] = mapped_column(String(200), default="")
    described_place: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    relationship: Mapped[str] = mapped_column(String(20), default="")
    may_name_me: Mapped[bool] = mapped_column(default=True)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Nomination(Model):
    """One person's words about a nominee, as sent."""

    __table_args__ = (Index(None, "candidacy_id", "withdrawn_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    draft_key: Mapped[str] = mapped_column(String(32), unique=True)
    body_digest: Mapped[str] = mapped_column(String(64))
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    nominator_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    relationship: Mapped[str] = mapped_column(String(20), default="")
    may_name_nominator: Mapped[bool] = mapped_column(default=True)
    revision: Mapped[int] = mapped_column(default=1)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Answer(Model):
    """The words given to one question, in one revision. A correction adds a revision."""

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)
