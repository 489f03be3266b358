"""Who is looking, and what they may do."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, Select, and_, bindparam, select

from recognition import clock
from recognition.database import UtcDateTime, db, read
from recognition.people.models import (
    Account,
    Grant,
    Person,
    SecondStep,
    SignInLink,
    SignInSession,
)
from recognition.people.queries.acting import Acting, acting_under
from recognition.people.queries.in_force import in_force
from recognition.people.rules import ADMINISTRATOR, COMMUNICATIONS, token_digest


@dataclass(frozen=True)
class Viewer:
    """Somebody who has signed in: the one object that pages, rules and Flask-Login share.

    `administers` and `communicates` are the organisations in which they hold those roles;
    `is_proved` is true once this session was shown a second proof of who they are. Until then both
    are empty, and `asleep` is true of whoever holds such a role. `has_second_step` is true once
    they have set one up. While they act for a colleague the roles that this covers are among
    theirs; who they are does not change. `language` is the one they chose for good, if they did.
    """

    account_id: int
    person_id: int
    name: str
    email: str
    organisation_id: int
    team_id: int | None
    administers: frozenset[int]
    communicates: frozenset[int]
    is_proved: bool
    session_token: str = field(repr=False)
    asleep: bool = False
    has_second_step: bool = False
    language: str | None = None
    acting: Acting | None = None

    is_authenticated = True
    is_active = True
    is_anonymous = False

    def get_id(self) -> str:
        """Return what the cookie holds: the token of this session, not of the person."""
        return self.session_token

    @property
    def is_administrator(self) -> bool:
        """True when they administer any organisation."""
        return bool(self.administers)

    @property
    def is_communications(self) -> bool:
        """True when they do communications for any organisation."""
        return bool(self.communicates)

    @property
    def is_half_in(self) -> bool:
        """True when a code would let them do more than now, as far as this session tells."""
        return self.asleep or (self.has_second_step and not self.is_proved)

    @property
    def both(self) -> tuple[int, ...]:
        """Themselves and, while they act for somebody, that colleague, by number."""
        return (self.person_id, self.acting.absent_id) if self.acting else (self.person_id,)

    @property
    def session_digest(self) -> str:
        """Return what the table of sessions holds of this session."""
        return token_digest(self.session_token)


@dataclass(frozen=True)
class SessionLine:
    """One browser on which somebody is signed in; instants are UTC."""

    id: int
    started_at: datetime
    expires_at: datetime
    is_this_one: bool
    is_proved: bool = False


def is_administrator(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open an administrator's page?"""
    return viewer is not None and viewer.is_administrator


def is_communications(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they open a page of the communications team?"""
    return viewer is not None and viewer.is_communications


def administers(viewer: Viewer | None, organisation_id: int | None) -> bool:
    """May they administer this organisation?"""
    return viewer is not None and organisation_id in viewer.administers


def viewer_of_session(digest: str, token: str, *, at: datetime) -> Viewer | None:
    """Return who signed in with a session, or None when it has ended.

    In one statement; in two while they act for somebody, for which the session must be proved.
    """
    today = clock.in_london(at).date()
    rows = read(_of_session(), digest=digest, at=at, today=today).all()
    if not rows:
        return None
    who = rows[0]
    held = [(row.role, row.place) for row in rows if row.place is not None]
    acting = None
    if who.cover_id is not None and who.proved_at is not None:
        acting = acting_under(who.cover_id, who.person_id, today=today)
    awake = held if who.proved_at is not None else []  # one proof wakes no role
    roles = [*awake, *(acting.roles if acting else ())]
    return Viewer(
        account_id=who.account_id,
        person_id=who.person_id,
        name=who.name,
        email=who.email,
        organisation_id=who.organisation_id,
        team_id=who.team_id,
        session_token=token,
        language=who.language,
        is_proved=who.proved_at is not None,
        administers=frozenset(place for role, place in roles if role == ADMINISTRATOR),
        communicates=frozenset(place for role, place in roles if role == COMMUNICATIONS),
        asleep=len(held) > len(awake),
        has_second_step=who.second_step is not None,
        acting=acting,
    )


@cache
def _of_session() -> Select[*tuple[Any, ...]]:
    """Choose who holds a session that has not ended, a row for each role; every request asks it."""
    at, today = bindparam("at", type_=UtcDateTime()), bindparam("today", type_=Date())
    return (
        select(
            Account.id.label("account_id"),
            Account.email,
            Account.language,
            SignInSession.proved_at,
            SignInSession.cover_id,
            SecondStep.id.label("second_step"),
            Person.id.label("person_id"),
            Person.name,
            Person.organisation_id,
            Person.team_id,
            Grant.role,
            Grant.organisation_id.label("place"),
        )
        .join(Account, Account.person_id == Person.id)
        .join(SignInSession, SignInSession.account_id == Account.id)
        .outerjoin(SecondStep, SecondStep.person_id == Person.id)
        .outerjoin(Grant, and_(Grant.person_id == Person.id, in_force(day=today)))
        .where(SignInSession.digest == bindparam("digest"))
        .where(SignInSession.ended_at.is_(None), SignInSession.expires_at > at)
        .where(Account.disabled_at.is_(None), Person.left_at.is_(None))
    )


def link_is_good(digest: str, *, at: datetime) -> bool:
    """Tell whether a mailed link was not used and has not run out, without using it."""
    found = db.session.scalar(
        select(SignInLink.id).where(
            SignInLink.digest == digest, SignInLink.used_at.is_(None), SignInLink.expires_at > at
        )
    )
    return found is not None


def sessions(viewer: Viewer, *, at: datetime) -> list[SessionLine]:
    """Return where the viewer is signed in, this browser first, then the newest."""
    rows = db.session.scalars(
        select(SignInSession)
        .join(Account, SignInSession.account_id == Account.id)
        .where(Account.person_id == viewer.person_id)
        .where(SignInSession.ended_at.is_(None), SignInSession.expires_at > at)
        .order_by(SignInSession.started_at.desc(), SignInSession.id.desc())
    )
    lines = [
        SessionLine(
            id=row.id,
            started_at=row.started_at,
            expires_at=row.expires_at,
            is_this_one=row.digest == viewer.session_digest,
            is_proved=row.proved_at is not None,
        )
        for row in rows
    ]
    return sorted(lines, key=lambda line: not line.is_this_one)
