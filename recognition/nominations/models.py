"""Drafts, nominations with every wording they had, candidacies, and how they are checked."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.nominations.rules import CHANNELS, STANDINGS


class Candidacy(Model):
    """One nominee in one category of one round: what the panel reads.

    The nominee is a person of the directory, a team, or somebody described in words. One that was
    merged into another stays behind as it was, without nominations, so that they can be parted.
    """

    __table_args__ = (
        UniqueConstraint("round_id", "category_id", "person_id"),
        UniqueConstraint("round_id", "category_id", "team_id"),
        Index(None, "person_id", "category_id"),
        Index(
            None,
            "described_name",
            sqlite_where=text("described_name IS NOT NULL"),
            postgresql_where=text("described_name IS NOT NULL"),
        ),
        Index(None, "round_id", "category_id", "id"),
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
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    described_name: Mapped[str | None] = mapped_column(String(200))
    described_place: Mapped[str] = mapped_column(String(200), default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("candidacy.id"), index=True)


class NomineeKey(Model):
    """A key that candidacies of perhaps one nominee share; see `matching.keys`.

    `described`: its nominee is nobody of the directory, for two who are there are never compared.
    """

    __table_args__ = (Index(None, "key", "described"),)

    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(40), primary_key=True)
    described: Mapped[bool] = mapped_column(default=True)


class Namesakes(Model):
    """Two candidacies of which somebody said that they are two people; the lower number first."""

    one_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"), primary_key=True)
    said_at: Mapped[datetime] = mapped_column(UtcDateTime)
    said_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class Draft(Model):
    """A nomination being written, kept for its author alone.

    The author is a person who signed in, or else whoever holds the secret behind `browser`, its
    digest; the short `code` lets that author go on elsewhere. `parked` holds what was typed after
    a session had ended, until the author comes back; `cleared` what they say is not about a
    patient. `language` is that of the page on which it was begun.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    browser: Mapped[str] = mapped_column(String(64), default="")
    code: Mapped[str | None] = mapped_column(String(12), unique=True)
    language: Mapped[str] = mapped_column(String(2), default="en")
    author_name: Mapped[str] = mapped_column(String(200), default="")
    author_email: Mapped[str] = mapped_column(String(254), default="")
    author_kind: Mapped[str] = mapped_column(String(10), default="")
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"))
    described_name: Mapped[str] = mapped_column(String(200), default="")
    described_place: Mapped[str] = mapped_column(String(200), default="")
    answers: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    relationship: Mapped[str] = mapped_column(String(20), default="")
    may_name_me: Mapped[bool] = mapped_column(default=True)
    cleared: Mapped[list[str]] = mapped_column(JSON, default=list)
    parked: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Nomination(Model):
    """One person's words about a nominee, as sent.

    The nominator is a person of the directory, or somebody with a name and perhaps an address.
    `told_name` and `told_place` are how they described the nominee, and empty when they chose from
    the directory. `counts_from` is when it was sent, or when its sender was confirmed if that came
    too late. `standing` is one of `rules.STANDINGS`; `cleared` is what the nominator says is not
    about a patient. A card that was typed in names its `batch`, who handed it in and who typed it.
    `language` is the one its pages spoke when it was sent: one of `words.LANGUAGES`.
    `carried_from_id` is the nomination of an earlier round that this one repeats.
    `scheme_id` is that of the candidacy's round: whatever becomes of a nomination, it stays in the
    scheme it was sent to, so a scheme's nominations are read without their candidacies.
    """

    __table_args__ = (
        Index(None, "candidacy_id", "withdrawn_at"),
        Index(None, "standing", "withdrawn_at", "sent_at"),
        Index(None, "scheme_id", "standing", "withdrawn_at", "counts_from"),
        Index(None, "checked_at"),
        CheckConstraint(
            "standing IN ({})".format(", ".join(f"'{name}'" for name in STANDINGS)),
            name="standing",
        ),
        CheckConstraint(
            "channel IN ({})".format(", ".join(f"'{name}'" for name in CHANNELS)), name="channel"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    draft_key: Mapped[str] = mapped_column(String(32), unique=True)
    body_digest: Mapped[str] = mapped_column(String(64))
    candidacy_id: Mapped[int] = mapped_column(ForeignKey("candidacy.id"))
    scheme_id: Mapped[int] = mapped_column(ForeignKey("scheme.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("form_version.id"))
    nominator_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    nominator_name: Mapped[str] = mapped_column(String(200), default="")
    nominator_email: Mapped[str] = mapped_column(String(254), default="")
    nominator_kind: Mapped[str] = mapped_column(String(10), default="staff")
    browser: Mapped[str] = mapped_column(String(64), default="")
    language: Mapped[str] = mapped_column(String(2), default="en")
    told_name: Mapped[str] = mapped_column(String(200), default="")
    told_place: Mapped[str] = mapped_column(String(200), default="")
    relationship: Mapped[str] = mapped_column(String(20), default="")
    may_name_nominator: Mapped[bool] = mapped_column(default=True)
    channel: Mapped[str] = mapped_column(String(10), default="web")
    batch: Mapped[str] = mapped_column(String(40), default="")
    handed_in_by: Mapped[str] = mapped_column(String(200), default="")
    typed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    cleared: Mapped[list[str]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    standing: Mapped[str] = mapped_column(String(10), default="waiting")
    checked_with_hr: Mapped[bool | None]
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    counts_from: Mapped[datetime] = mapped_column(UtcDateTime)
    checked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    corrected_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    carried_from_id: Mapped[int | None] = mapped_column(ForeignKey("nomination.id"), index=True)


class Answer(Model):
    """The words given to one question, in one revision. A correction adds a revision."""

    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), primary_key=True)
    text: Mapped[str] = mapped_column(Text)


class Step(Model):
    """What a checker did with a nomination, and what stood there before, so that it can be undone.

    `kind` is one of `rules.STEPS`; `before` holds the facts that undoing puts back.
    """

    __table_args__ = (Index(None, "nomination_id", "id"), Index(None, "kind", "undone_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"))
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    said: Mapped[str] = mapped_column(Text, default="")
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Enquiry(Model):
    """A question to the nominator, and the answer once there is one."""

    id: Mapped[int] = mapped_column(primary_key=True)
    nomination_id: Mapped[int] = mapped_column(ForeignKey("nomination.id"), index=True)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class LatePermission(Model):
    """One person may still send after a round closed, until an instant; the round stays closed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    until: Mapped[datetime] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(200), default="")
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
