"""A panellist's queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.engine import Row

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Assignment, Review
from recognition.panel.queries.interests import no_interest, standing
from recognition.panel.queries.rights import seated
from recognition.panel.rules import PANELLIST, minutes_left
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

PER_PAGE = 50


@dataclass(frozen=True)
class QueueItem:
    """One nominee to read; `state` is “new”, “saved” or “sent”."""

    candidacy: CandidacyCard
    state: str


@dataclass(frozen=True)
class Queue:
    """What one panellist reads in one round, unsent first; `page` is one of `pages`, from 1."""

    round: RoundCard
    items: tuple[QueueItem, ...]
    total: int
    sent: int
    page: int
    pages: int

    @property
    def left(self) -> int:
        """How many are not sent yet."""
        return self.total - self.sent

    @property
    def minutes(self) -> int:
        """Roughly how long the rest takes."""
        return minutes_left(self.left)


def _state(saved: object, sent: object) -> str:
    if sent is not None:
        return "sent"
    return "new" if saved is None else "saved"


def my_queue(viewer: Viewer, round_id: int, page: int = 1) -> Queue:
    """Return the viewer's queue in a round, 50 nominees a page.

    Raises:
        Missing: there is no such round.
    """
    me = viewer.person_id
    mine = (
        select(Candidacy.id, Review.saved_at, Review.sent_at)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == round_id, Assignment.person_id == me)
        .where(Assignment.ended_at.is_(None), seated(me, PANELLIST), standing(), no_interest(me))
    )
    counted = mine.subquery()
    total, sent = db.session.execute(
        select(func.count(counted.c.id), func.count(counted.c.sent_at))
    ).one()
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    rows = db.session.execute(
        mine.order_by(case((Review.sent_at.is_(None), 0), else_=1), Assignment.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    cards = nominations.candidacies_by_id([row.id for row in rows])
    items = tuple(QueueItem(cards[row.id], _state(row.saved_at, row.sent_at)) for row in rows)
    return Queue(schemes.round_card(round_id), items, total, sent, page, pages)


@dataclass(frozen=True)
class Place:
    """Where a candidacy stands in its reader's queue: “12th of 40”, and its neighbours."""

    position: int
    total: int
    left: int
    previous_id: int | None
    next_id: int | None
    next_unsent_id: int | None

    @property
    def minutes(self) -> int:
        """Roughly how long the rest takes."""
        return minutes_left(self.left)


def place(viewer: Viewer, candidacy_id: int) -> Place:
    """Return where a candidacy stands in the viewer's queue of its round, in order of assignment.

    Raises:
        Missing: it is not in their queue.
    """
    me = viewer.person_id
    here = select(Candidacy.round_id).where(Candidacy.id == candidacy_id).scalar_subquery()
    rows = db.session.execute(
        select(Candidacy.id, Review.sent_at)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == here, Assignment.person_id == me)
        .where(Assignment.ended_at.is_(None), standing(), no_interest(me))
        .order_by(Assignment.id)
    ).all()
    return _place(rows, candidacy_id)


def _place(rows: Sequence[Row[int, datetime | None]], candidacy_id: int) -> Place:
    numbers = [row[0] for row in rows]
    if candidacy_id not in numbers:
        raise Missing
    at = numbers.index(candidacy_id)
    unsent = [row[0] for row in [*rows[at + 1 :], *rows[:at]] if row[1] is None]
    return Place(
        position=at + 1,
        total=len(rows),
        left=sum(row[1] is None for row in rows),
        previous_id=numbers[at - 1] if at else None,
        next_id=numbers[at + 1] if at + 1 < len(numbers) else None,
        next_unsent_id=unsent[0] if unsent else None,
    )
