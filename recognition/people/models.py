"""Organisations, the staff directory, accounts, and what signs them in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column

from recognition.database import Model, UtcDateTime
from recognition.people.rules import GRANTED_ROLES


class Organisation(Model):
    """A trust, a hospice, a care provider. Its colours are its own."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    main_colour: Mapped[str] = mapped_column(String(7), default="#005eb8")
    accent_colour: Mapped[str] = mapped_column(String(7), default="#ffb81c")


class Team(Model):
    """A ward, a department, a base: people who work together on one site."""

    __table_args__ = (UniqueConstraint("organisation_id", "name", "site"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    search_name: Mapped[str] = mapped_column(String(120), index=True)
    site: Mapped[str] = mapped_column(String(120), default="")


class Person(Model):
    """Somebody in the staff directory."""

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
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


class Account(Model):
    """A way in for one person; one person may have two."""

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    disabled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Grant(Model):
    """A role somebody holds in an organisation. Panel roles are per round and live in `panel`.

    `by_claim` marks what the organisation's own sign-in gave, which alone takes it back by itself.
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
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
