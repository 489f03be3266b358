"""Organisations, the staff directory, accounts, and what signs them in."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
)
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.people.rules import GRANTED_ROLES


class Organisation(Model):
    """A trust, a hospice, a care provider. Its colours are its own."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    main_colour: Mapped[str] = mapped_column(String(7), default="#005eb8")
    accent_colour: Mapped[str] = mapped_column(String(7), default="#ffb81c")


class Logo(Model):
    """An organisation's logo: a PNG made anew from what was sent."""

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    width: Mapped[int]
    height: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Team(Model):
    """A ward, a department, a base: people who work together on one site.

    One that ended is no longer offered. One that was made one with another says with which, so that
    a staff file that still has its old name leads to the right place.
    """

    __table_args__ = (UniqueConstraint("organisation_id", "name", "site"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(120), index=True)
    site: Mapped[str] = mapped_column(String(120), default="")
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)


class Person(Model):
    """Somebody in the staff directory.

    A record that turned out to be of somebody who has another one holds nothing any more: what it
    held moved to that one, and it says which (`merged_into_id`). It counts as having left.

    After an erasure (`erased_at`) a number is what is left.
    """

    __table_args__ = (Index(None, "organisation_id", "search_name", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    search_name: Mapped[str] = mapped_column(String(200), index=True)
    job_title: Mapped[str] = mapped_column(String(120), default="")
    staff_group: Mapped[str] = mapped_column(String(120), default="")
    band: Mapped[str] = mapped_column(String(120), default="")
    site: Mapped[str] = mapped_column(String(120), default="")
    shift: Mapped[str] = mapped_column(String(120), default="")
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    erased_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PersonPart(Model):
    """A beginning by which somebody is found, in the order in which a dictionary has them.

    What `name_parts` makes of their name and address, with a copy of what a search asks of them,
    so that it reads these rows alone, and only those that begin as typed.
    """

    __table_args__ = (Index(None, "person_id"), {"sqlite_with_rowid": False})

    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    part: Mapped[str] = mapped_column(
        String(400).with_variant(String(400, collation="C"), "postgresql"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    is_written: Mapped[bool]
    is_given: Mapped[bool]
    is_plain: Mapped[bool]
    is_whole: Mapped[bool]
    is_address: Mapped[bool]
    has_left: Mapped[bool]
    is_merged: Mapped[bool]
    team_id: Mapped[int | None]
    site: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(200))


class PersonMerge(Model):
    """Two records of one person made one, and what that moved, so that it can be undone.

    `moved` names for each column the rows that moved; `before` holds the facts of the two records
    that changed. `address` is the one that the second record gave up: it still signs in.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    merged_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    address: Mapped[str | None] = mapped_column(String(254), index=True)
    moved: Mapped[dict[str, list[Any]]] = mapped_column(JSON, default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    reason: Mapped[str] = mapped_column(String(300))
    merged_at: Mapped[datetime] = mapped_column(UtcDateTime)
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class StaffUpload(Model):
    """A staff file that somebody looks at before it is taken in; forgotten after an hour.

    Each person has one at most. `skips` and `leavers` are what they chose with it.
    """

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    digest: Mapped[str] = mapped_column(String(64))
    skips: Mapped[bool]
    leavers: Mapped[bool]
    uploaded_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Account(Model):
    """A way in for one person; one person may have two."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    language: Mapped[str | None] = mapped_column(String(2))


class Grant(Model):
    """A role somebody holds in an organisation. Panel roles are per round and live in `panel`.

    `by_claim` marks what the organisation's own sign-in gave, which alone takes it back by itself.
    It is in force to the end of the day `expires_on` in London, if there is one, and until it is
    ended. `confirmed_at` is when somebody last said that it is still needed; `reminded_at` when
    administrators were written to because nobody had for a year.
    """

    __tablename__ = "role_grant"
    __table_args__ = (
        CheckConstraint(
            "role IN ({})".format(", ".join(f"'{role}'" for role in GRANTED_ROLES)), name="role"
        ),
        Index(None, "person_id", "organisation_id", "role"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    role: Mapped[str] = mapped_column(String(20))
    granted_at: Mapped[datetime] = mapped_column(UtcDateTime)
    by_claim: Mapped[bool] = mapped_column(server_default=false(), default=False)
    expires_on: Mapped[date | None]
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProviderIdentity(Model):
    """What the organisation's own sign-in calls somebody, for ever; it signs in their account."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer: Mapped[str] = mapped_column(String(255))
    subject: Mapped[str] = mapped_column(String(255))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    linked_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SecondStep(Model):
    """The app with which somebody proves in a second way who they are.

    `key` is the app's secret, sealed; `last_counter` is the half minute (since 1970) of the newest
    code that was used.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)
    key: Mapped[str] = mapped_column(String(300))
    last_counter: Mapped[int]
    set_up_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RecoveryCode(Model):
    """A code on paper for when the app is not at hand, kept as a keyed digest, good once."""

    __table_args__ = (UniqueConstraint("second_step_id", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    second_step_id: Mapped[int] = mapped_column(ForeignKey("second_step.id"))
    digest: Mapped[str] = mapped_column(String(64))
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class MissedCode(Model):
    """A code that did not work was typed; kept for as long as such codes are counted."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignInLink(Model):
    """A mailed link, kept as a digest, good once."""

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    onwards: Mapped[str] = mapped_column(String(500), default="/")
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInSession(Model):
    """Somebody signed in on one browser, until it is ended.

    `proved_at` is when they also showed a second proof of who they are; None until they do.
    `cover_id` is the cover under which they act for somebody else; None while they do not.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    cover_id: Mapped[int | None] = mapped_column(ForeignKey("cover.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Cover(Model):
    """Somebody stands in for an absent colleague, from one London day to another, both included.

    What they stand in for are its roles, and the seats of panels that name it.
    """

    __table_args__ = (
        CheckConstraint("absent_id <> stand_in_id", name="two_people"),
        CheckConstraint("first_day <= last_day", name="days"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    absent_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    stand_in_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    first_day: Mapped[date]
    last_day: Mapped[date]
    named_at: Mapped[datetime] = mapped_column(UtcDateTime)
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


class CoveredRole(Model):
    """One of the absent colleague's roles that a cover is for."""

    cover_id: Mapped[int] = mapped_column(ForeignKey("cover.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(20), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
