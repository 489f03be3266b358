"""A draft, for its author alone."""

from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import rules
from recognition.nominations.cards import AboutYou, Author, DraftCard, Nominee
from recognition.nominations.models import Draft, LatePermission
from recognition.nominations.queries.holders import written_by
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.schemes.models import Category
from recognition.schemes.queries import FormSheet, RoundCard
from recognition.schemes.rules import accepts


def check_open(card: RoundCard, received: datetime, author: Author | None = None) -> None:
    """Refuse a request that came before a round opens or after it closed.

    A short grace after the close counts as open, and so does a late permission of the author.

    Raises:
        Refused: as `rules.check_open`.
    """
    if not takes(card, received, author):
        check_dates(card.name, card.opens_at, card.closes_at, card.scheme.ended_at, received)


def takes(card: RoundCard, at: datetime, author: Author | None = None) -> bool:
    """Tell whether what this author sends at an instant, UTC, still counts."""
    in_time = accepts(
        opens_at=card.opens_at,
        closes_at=card.closes_at,
        grace=timedelta(minutes=card.grace_minutes),
        ended_at=card.scheme.ended_at,
        at=at,
    )
    return in_time or closes_for(card, at, author) != card.closes_at


def closes_for(card: RoundCard, at: datetime, author: Author | None) -> datetime | None:
    """Return when a round closes for this author, UTC: later than for others if so permitted."""
    ended = card.scheme.ended_at is not None and at >= card.scheme.ended_at
    if author is None or author.person_id is None or ended or not card.has_closed(at):
        return card.closes_at
    return late_until(card.id, author.person_id, at) or card.closes_at


def late_until(round_id: int, person_id: int | None, at: datetime) -> datetime | None:
    """Return until when a person may still send after the close, UTC; None without permission."""
    if person_id is None:
        return None
    until: datetime | None = db.session.scalar(
        permitted(round_id, person_id).where(LatePermission.until >= at)
    )
    return until


def permitted(round_id: object, person_id: int | None) -> Select[Any]:
    """Return the statement that reads how long somebody may be late; `round_id` may be a column."""
    return select(func.max(LatePermission.until)).where(
        LatePermission.round_id == round_id,
        LatePermission.person_id == person_id,
        LatePermission.ended_at.is_(None),
    )


def check_dates(
    name: str,
    opens_at: datetime,
    closes_at: datetime | None,
    ended_at: datetime | None,
    received: datetime,
    *,
    grace: timedelta = timedelta(0),
    late: datetime | None = None,
) -> None:
    """As `check_open`, from the plain dates of a round and of the end of its scheme."""
    in_time = accepts(
        opens_at=opens_at, closes_at=closes_at, grace=grace, ended_at=ended_at, at=received
    )
    permitted_late = late is not None and received <= late
    rules.check_open(
        is_open=in_time or (permitted_late and (ended_at is None or received < ended_at)),
        round_name=name,
        opens=clock.spoken(opens_at) if received < opens_at else "",
        closes=clock.spoken(closes_at) if closes_at and received > closes_at else "",
    )


def draft(key: str, author: Author) -> DraftCard:
    """Return a draft of this author.

    Raises:
        Missing: there is none with that key, or it is somebody else's.
    """
    if author.person_id is None:
        row = db.session.execute(of_author(key, author)).one_or_none()
    else:
        whose = {"draft_key": key, "author": author.person_id}
        row = db.session.execute(_of_person(), whose).one_or_none()
    if row is None:
        raise Missing
    return draft_card(row)


def digest(card: DraftCard, version_id: int) -> str:
    """Return the digest of what the check page shows of a draft."""
    nominee, you = card.nominee, card.you
    return rules.body_digest(
        round_id=card.round_id,
        version_id=version_id,
        category_id=card.category_id,
        nominee=(nominee.kind, nominee.person_id, nominee.team_id, nominee.name, nominee.detail)
        if nominee.kind == "described"
        else (nominee.kind, nominee.person_id, nominee.team_id),
        answers=card.answers,
        relationship=card.relationship,
        may_name=card.may_name_me,
        author=() if card.author_id is not None else (you.name, you.email, you.kind),
    )


def is_complete(card: DraftCard, sheet: FormSheet) -> bool:
    """Tell whether every question of the form has something for an answer."""
    return all(card.answers.get(str(question.position)) for question in sheet.questions)


def of_author(key: str, author: Author) -> Select[*tuple[Any, ...]]:
    """Return the statement that reads a draft of this author, to be added to."""
    return _with_all().where(Draft.key == key, written_by(author))


@cache
def _of_person() -> Select[*tuple[Any, ...]]:
    """The same for whoever signed in, put together once: every page of a draft asks it."""
    return _with_all().where(
        Draft.key == bindparam("draft_key"), Draft.author_id == bindparam("author")
    )


def _with_all() -> Select[*tuple[Any, ...]]:
    chosen: Select[*tuple[Any, ...]] = (
        select(Draft, Category.name.label("category"))
        .select_from(Draft)
        .outerjoin(Category, Category.id == Draft.category_id)
    )
    return with_nominee(chosen, Draft)


def draft_card(row: Any) -> DraftCard:
    """Return the draft of a row that `of_author` made."""
    held: Draft = row.Draft
    nominee: Nominee = read_nominee(row)
    return DraftCard(
        key=held.key,
        author_id=held.author_id,
        round_id=held.round_id,
        category_id=held.category_id,
        category=row.category or "",
        nominee=nominee,
        answers=dict(held.answers),
        relationship=held.relationship,
        may_name_me=held.may_name_me,
        you=AboutYou(held.author_name, held.author_email, held.author_kind),
        code=held.code,
        cleared=tuple(held.cleared or ()),
        parked=dict(held.parked or {}),
    )
