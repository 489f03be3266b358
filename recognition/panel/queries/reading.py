"""A panellist's queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, case, exists, select

from recognition import clock
from recognition.database import read
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel import pace
from recognition.panel.models import Assignment, PracticeStory, Review
from recognition.panel.queries.asking import CANDIDACY, ME, ROUND, asked_by
from recognition.panel.queries.blind import called
from recognition.panel.queries.interests import in_round, no_interest, stands
from recognition.panel.queries.rights import seated
from recognition.panel.rules import PANELLIST, reads_blind
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

PER_PAGE = 50


@dataclass(frozen=True)
class QueueItem:
    """One nominee to read; `called` is “Nominee 12” and `detail` empty where names are hidden.

    `state` is “stale” (sent before the words changed), “new”, “saved” or “sent”.
    """

    candidacy_id: int
    called: str
    detail: str
    category: str
    state: str
    is_practice: bool


@dataclass(frozen=True)
class Queue:
    """What one panellist reads in one round; `page` is one of `pages`, from 1.

    Those whose words changed come first, then what is to practise on, what is not sent, the rest.
    `minutes` is roughly how long the rest takes them; `practised` that they sent all there is to
    practise on.
    """

    round: RoundCard
    items: tuple[QueueItem, ...]
    total: int
    sent: int
    page: int
    pages: int
    minutes: int
    practised: bool

    @property
    def left(self) -> int:
        """How many are not sent yet."""
        return self.total - self.sent


def is_practice() -> ColumnElement[bool]:
    """Hold for a candidacy that everybody reads first, to practise."""
    return exists().where(PracticeStory.candidacy_id == Candidacy.id)


def _mine(*, seat: bool) -> Select[*tuple[Any, ...]]:
    """Select what `ME` reads in a round, or in that of a candidacy, whatever their `seat`."""
    if seat:
        here = Candidacy.round_id == ROUND
    else:
        of_candidacy = select(Candidacy.round_id).where(Candidacy.id == CANDIDACY)
        here = in_round(of_candidacy.scalar_subquery())
    return (
        select(
            Candidacy.id,
            Review.saved_at,
            Review.sent_at,
            Review.stale_since,
            is_practice().label("practice"),
        )
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(here, Assignment.person_id == ME)
        .where(Assignment.ended_at.is_(None), stands(), no_interest(ME))
    )


def _state(row: Row[Any]) -> str:
    if row.sent_at is not None:
        return "sent" if row.stale_since is None else "stale"
    return "new" if row.saved_at is None else "saved"


def my_queue(viewer: Viewer, round_id: int, page: int = 1) -> Queue:
    """Return the viewer's queue in a round, 50 nominees a page.

    Raises:
        Missing: there is no such round.
    """
    me = viewer.person_id
    every = read(_queue(), round=round_id, **asked_by(me)).all()
    pages = max(1, -(-len(every) // PER_PAGE))
    page = min(page, pages)
    rows = every[(page - 1) * PER_PAGE : page * PER_PAGE]
    card = schemes.round_card(round_id)
    sent = [row.sent_at for row in every if row.sent_at is not None]
    to_practise = [row.sent_at for row in every if row.practice]
    return Queue(
        round=card,
        items=_items(rows, card),
        total=len(every),
        sent=len(sent),
        page=page,
        pages=pages,
        minutes=pace.minutes_left(len(every) - len(sent), sent),
        practised=bool(to_practise) and all(to_practise),
    )


@cache
def _queue() -> Select[*tuple[Any, ...]]:
    return _mine(seat=True).where(seated(ME, PANELLIST)).order_by(_turn(), Assignment.id)


def _turn() -> ColumnElement[int]:
    return case(
        (Review.stale_since.is_not(None) & Review.sent_at.is_not(None), 0),
        (is_practice() & Review.sent_at.is_(None), 1),
        (Review.sent_at.is_(None), 2),
        else_=3,
    )


def _items(rows: Sequence[Row[Any]], card: RoundCard) -> tuple[QueueItem, ...]:
    cards = nominations.candidacies_by_id([row.id for row in rows])
    now = clock.now()
    hidden = {
        row.id
        for row in rows
        if reads_blind(
            hides_names=card.scheme.hides_names,
            sent=row.sent_at is not None,
            ends=card.judging_ends_at,
            now=now,
        )
    }
    names = called(cards, hidden)
    return tuple(
        QueueItem(
            candidacy_id=row.id,
            called=names[row.id].name,
            detail=names[row.id].detail,
            category=cards[row.id].category,
            state=_state(row),
            is_practice=row.practice,
        )
        for row in rows
    )


@cache
def _neighbours() -> Select[*tuple[Any, ...]]:
    return _mine(seat=False).order_by(case((is_practice(), 0), else_=1), Assignment.id)


@dataclass(frozen=True)
class Place:
    """Where a candidacy stands in its reader's queue: “12th of 40”, and its neighbours.

    `minutes` is roughly how long the rest takes this reader.
    """

    position: int
    total: int
    left: int
    minutes: int
    previous_id: int | None
    next_id: int | None
    next_unsent_id: int | None
    is_practice: bool


def place(viewer: Viewer, candidacy_id: int) -> Place:
    """Return where a candidacy stands in the viewer's queue of its round.

    What is to practise on comes first, and the rest in order of assignment.

    Raises:
        Missing: it is not in their queue.
    """
    rows = read(_neighbours(), candidacy=candidacy_id, me=viewer.person_id).all()
    numbers = [row.id for row in rows]
    if candidacy_id not in numbers:
        raise Missing
    at = numbers.index(candidacy_id)
    unsent = [row.id for row in [*rows[at + 1 :], *rows[:at]] if row.sent_at is None]
    sent: list[datetime] = [row.sent_at for row in rows if row.sent_at is not None]
    left = len(rows) - len(sent)
    return Place(
        position=at + 1,
        total=len(rows),
        left=left,
        minutes=pace.minutes_left(left, sent),
        previous_id=numbers[at - 1] if at else None,
        next_id=numbers[at + 1] if at + 1 < len(numbers) else None,
        next_unsent_id=unsent[0] if unsent else None,
        is_practice=rows[at].practice,
    )
