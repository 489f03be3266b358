"""Looking into the outbox."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.mail.models import Letter
from recognition.mail.rules import LINK_PLACE
from recognition.subject_access import THEIRS, Item, Section, Whom
from recognition.words import _

SUBJECT_ACCESS_TABLES = frozenset({"letter"})
OF_PANELS = ("panel.", "review.", "winners.reopened")  # kinds that tell who reads whom


@dataclass(frozen=True)
class LetterCard:
    """One letter of the outbox."""

    id: int
    kind: str
    to_address: str
    subject: str
    body: str
    link_kind: str | None
    link_target: str | None
    written_at: datetime
    due_at: datetime
    sent_at: datetime | None
    given_up_at: datetime | None
    attempts: int
    problem: str | None


def letters(*, to_address: str = "", page: int = 1, per_page: int = 50) -> list[LetterCard]:
    """Return letters, newest first; with `to_address` only those to that address."""
    chosen = select(Letter).order_by(Letter.written_at.desc(), Letter.id.desc())
    if to_address:
        chosen = chosen.where(Letter.to_address == to_address)
    rows = db.session.scalars(chosen.limit(per_page).offset((page - 1) * per_page))
    return [_card(row) for row in rows]


def letter(number: int) -> LetterCard:
    """Return one letter.

    Raises:
        Missing: there is no such letter.
    """
    row = db.session.get(Letter, number)
    if row is None:
        raise Missing
    return _card(row)


def count_letters(*, to_address: str = "") -> int:
    """Return how many letters there are, in all or to one address."""
    chosen = select(func.count()).select_from(Letter)
    if to_address:
        chosen = chosen.where(Letter.to_address == to_address)
    return db.session.scalar(chosen) or 0


def subject_access(who: Whom) -> Section:
    """Return every letter to somebody, the oldest first; private links stand in none of them."""
    rows = db.session.scalars(
        select(Letter)
        .where(Letter.to_address.in_(who.addresses))
        .order_by(Letter.written_at, Letter.id)
    )
    return Section("letters", _("Letters to them"), tuple(_told(row) for row in rows))


def _told(row: Letter) -> Item:
    return Item(
        key=f"letter-{row.id}",
        what=row.subject,
        when=row.sent_at or row.written_at,
        facts=((_("To"), row.to_address),),
        texts=((_("Letter"), row.body.replace(LINK_PLACE, _("[a private link]"))),),
        panel=THEIRS if row.kind.startswith(OF_PANELS) else "",
    )


def _card(row: Letter) -> LetterCard:
    return LetterCard(
        id=row.id,
        kind=row.kind,
        to_address=row.to_address,
        subject=row.subject,
        body=row.body,
        link_kind=row.link_kind,
        link_target=row.link_target,
        written_at=row.written_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        given_up_at=row.given_up_at,
        attempts=row.attempts,
        problem=row.problem,
    )
