"""The lines of the ledger, and what each waits for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.nominations.queries.nominees import read_nominee
from recognition.nominations.rules import ASKED, WAITING
from recognition.thanks import rules, tending
from recognition.thanks.models import Thank
from recognition.thanks.queries.ledger_pages import Asked, page_of
from recognition.thanks.queries.ledger_search import searched
from recognition.thanks.reckoning import (
    ENDED_PLACE,
    LATE,
    OWED,
    THANKED_PLACE,
    WAITING_PLACE,
    days_since,
)

_THANKS = (
    select(Thank)
    .where(Thank.nomination_id.in_(bindparam("nominations", expanding=True)))
    .order_by(Thank.id)
)


@dataclass(frozen=True)
class LedgerLine:
    """One nomination. `whys` says what it waits for and how many cards do; `days` since counting.

    `to_hand_over` is the number of its only owing thank-you when that is printed, else None.
    """

    reference: str
    nominee: Nominee
    site: str
    counts_from: datetime
    days: int
    place: str
    ended: str
    whys: tuple[tuple[str, int], ...]
    thanked: int
    to_hand_over: int | None


def lines(asked: Asked, now: datetime) -> tuple[list[LedgerLine], int]:
    """Return the lines of one page at an instant, UTC, in two statements.

    Returns:
        The lines, and how many there are on all pages where the filters narrow; else 0.
    """
    if asked.filters.narrows:
        rows = db.session.execute(searched(asked)).all()
    else:
        rows = db.session.execute(page_of(asked), asked.values).all()
    thanks: dict[int, list[Thank]] = {row.id: [] for row in rows}
    for thank in db.session.scalars(_THANKS, {"nominations": [*thanks]}):
        thanks[thank.nomination_id].append(thank)
    total = rows[0].total if rows and asked.filters.narrows else 0
    return [_line(row, thanks[row.id], asked.before, now) for row in rows], total


def _line(row: Any, thanks: list[Thank], before: datetime, now: datetime) -> LedgerLine:
    owing = [thank for thank in thanks if thank.state in rules.OWING]
    is_owed = row.place == OWED
    place = (LATE if row.counts_from < before else WAITING_PLACE) if is_owed else row.place
    ended = "" if row.place in (OWED, THANKED_PLACE) else row.place
    only = owing[0] if len(owing) == 1 else None
    ready = only is not None and only.state == rules.PRINTED and only.returned_at is None
    return LedgerLine(
        reference=row.reference,
        nominee=read_nominee(row),
        site=row.nominee_site or row.nominee_team_site or "",
        counts_from=row.counts_from,
        days=days_since(row.counts_from, now),
        place=ENDED_PLACE if ended else place,
        ended=ended,
        whys=_whys(row, owing) if is_owed else (),
        thanked=sum(thank.state == rules.THANKED for thank in thanks),
        to_hand_over=only.id if only is not None and ready and is_owed else None,
    )


def _whys(row: Any, owing: list[Thank]) -> tuple[tuple[str, int], ...]:
    if row.standing == ASKED:
        return ((tending.QUESTION, 1),)
    if row.standing == WAITING:
        why = tending.NOT_CONFIRMED if row.confirmed_at is None else tending.NOT_CHECKED
        return ((why, 1),)
    if not owing:
        return ((tending.BEING_MADE, 1),)
    each = [tending.waits_for(standing(thank)) for thank in owing]
    return tuple((why, each.count(why)) for why in tending.WHYS if why in each)


def standing(thank: Thank, *, has_person: bool = True) -> tending.Standing:
    """Return where a thank-you stands as a plain value."""
    return tending.Standing(
        way=thank.way,
        state=thank.state,
        reason=thank.reason,
        has_returned=thank.returned_at is not None,
        passed_to=thank.passed_to,
        has_person=has_person,
    )
