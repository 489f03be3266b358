"""Reminding authors of what is written and not sent, a day before a round closes."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CursorResult, Select, func, select, update

from recognition import clock
from recognition.database import db, transaction
from recognition.mail.actions import write
from recognition.mail.queries import worded
from recognition.nominations.letter_kinds import UNSENT
from recognition.nominations.models import Draft
from recognition.nominations.queries.letters import DRAFT_LINK
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.people import queries as people
from recognition.people.models import Account, Person
from recognition.schemes.models import Question, Round, Scheme
from recognition.words import in_language

BEFORE_THE_CLOSE = timedelta(hours=24)


def remind_unsent(now: datetime | None = None) -> int:
    """Write to the author of each complete draft whose round closes within a day, once.

    Any number of workers may do this at once: a draft is claimed in the transaction of its letter.

    Args:
        now: the instant to go by, UTC; this instant unless given.

    Returns:
        How many letters were written.
    """
    moment = now or clock.now()
    rows = db.session.execute(_waiting(moment)).all()
    asked = _questions({row.version_id for row in rows})
    complete = [row for row in rows if _is_complete(row, asked.get(row.version_id, ()))]
    return sum(_remind(row, moment) for row in complete)


def _waiting(moment: datetime) -> Select[*tuple[Any, ...]]:
    account = (
        select(func.min(Account.email))
        .where(Account.person_id == Draft.author_id, Account.disabled_at.is_(None))
        .scalar_subquery()
    )
    chosen: Select[*tuple[Any, ...]] = (
        select(
            Draft.id,
            Draft.key,
            Draft.answers,
            Draft.author_id,
            Draft.author_kind,
            Draft.language,
            Round.closes_at,
            Round.version_id,
            Scheme.organisation_id.label("host_id"),
            func.coalesce(Person.name, Draft.author_name).label("author"),
            func.coalesce(Person.email, account, Draft.author_email).label("address"),
        )
        .join(Round, Round.id == Draft.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .outerjoin(Person, Person.id == Draft.author_id)
        .where(Draft.reminded_at.is_(None), Scheme.ended_at.is_(None), Person.left_at.is_(None))
        .where(Round.closes_at > moment, Round.closes_at <= moment + BEFORE_THE_CLOSE)
        .where(Round.opens_at <= moment)
        .order_by(Draft.id)
    )
    return with_nominee(chosen, Draft)


def _questions(versions: set[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = db.session.execute(
        select(Question.version_id, Question.position).where(Question.version_id.in_(versions))
    )
    for version_id, position in rows:
        found.setdefault(version_id, []).append(str(position))
    return found


def _is_complete(row: Any, positions: Sequence[str]) -> bool:
    known = row.author_id is not None or bool(row.author_kind)
    return known and bool(row.address) and all(row.answers.get(place) for place in positions)


def _remind(row: Any, moment: datetime) -> int:
    with transaction() as session:
        claimed = session.execute(
            update(Draft)
            .where(Draft.id == row.id, Draft.reminded_at.is_(None))
            .values(reminded_at=moment)
        )
        if not isinstance(claimed, CursorResult) or claimed.rowcount != 1:
            return 0
        with in_language(people.language_of(row.address) or row.language):
            subject, body = worded(
                UNSENT,
                row.host_id,
                name=row.author,
                nominee=read_nominee(row).name,
                closes=clock.spoken(row.closes_at),
            )
        write(
            kind=UNSENT,
            to_address=row.address,
            subject=subject,
            body=body,
            link=(DRAFT_LINK, row.key),
        )
    return 1
