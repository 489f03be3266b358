"""A draft, for its author alone."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import rules
from recognition.nominations.cards import DraftCard, Nominee
from recognition.nominations.models import Draft
from recognition.nominations.queries.nominees import read_nominee, with_nominee
from recognition.schemes.models import Category
from recognition.schemes.queries import FormSheet, RoundCard
from recognition.schemes.rules import is_open


def check_open(card: RoundCard, received: datetime) -> None:
    """Refuse a request that came before a round opens or after it closed.

    Raises:
        Refused: as `rules.check_open`.
    """
    check_dates(card.name, card.opens_at, card.closes_at, card.scheme.ended_at, received)


def check_dates(
    name: str,
    opens_at: datetime,
    closes_at: datetime | None,
    ended_at: datetime | None,
    received: datetime,
) -> None:
    """As `check_open`, from the plain dates of a round and of the end of its scheme."""
    rules.check_open(
        is_open=is_open(opens_at=opens_at, closes_at=closes_at, ended_at=ended_at, at=received),
        round_name=name,
        opens=clock.spoken(opens_at) if received < opens_at else "",
        closes=clock.spoken(closes_at) if closes_at and received > closes_at else "",
    )


def draft(key: str, author_id: int) -> DraftCard:
    """Return a draft of this author.

    Raises:
        Missing: there is none with that key, or it is somebody else's.
    """
    row = db.session.execute(of_author(key, author_id)).one_or_none()
    if row is None:
        raise Missing
    return draft_card(row)


def digest(card: DraftCard, version_id: int) -> str:
    """Return the digest of what the check page shows of a draft."""
    nominee = card.nominee
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
    )


def is_complete(card: DraftCard, sheet: FormSheet) -> bool:
    """Tell whether every question of the form has something for an answer."""
    return all(card.answers.get(str(question.position)) for question in sheet.questions)


def of_author(key: str, author_id: int) -> Select[*tuple[Any, ...]]:
    """Return the statement that reads a draft of this author, to be added to."""
    chosen: Select[*tuple[Any, ...]] = (
        select(Draft, Category.name.label("category"))
        .select_from(Draft)
        .outerjoin(Category, Category.id == Draft.category_id)
        .where(Draft.key == key, Draft.author_id == author_id)
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
    )
