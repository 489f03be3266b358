"""Who reads what, for the chair."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Assignment, Review
from recognition.panel.queries.interests import candidates, holds, judges, standing
from recognition.panel.queries.led import led, nominees_by_category
from recognition.panel.queries.rights import leads
from recognition.panel.queries.seats import Seat, panellists
from recognition.panel.rules import why_not
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard

PER_PAGE = 25


@dataclass(frozen=True)
class Reader:
    """Somebody who reads a nominee, and whether their scores are in."""

    person: PersonCard
    has_sent: bool


@dataclass(frozen=True)
class AssignRow:
    """A nominee with its readers."""

    candidacy: CandidacyCard
    readers: tuple[Reader, ...]


@dataclass(frozen=True)
class AssignTable:
    """One page of nominees and their readers; `page` counts from 1.

    `panellists` are all that there are `on_panel`, or those with most left to read.
    """

    round: RoundCard
    rows: tuple[AssignRow, ...]
    panellists: tuple[Seat, ...]
    on_panel: int
    total: int
    page: int
    pages: int


def assign_table(
    viewer: Viewer, round_id: int, page: int = 1, *, few: int | None = None
) -> AssignTable:
    """Return nominees and readers as this chair or deputy may see them, by category.

    A candidacy that the viewer does not lead is not there, and in nobody's numbers.

    Args:
        viewer: who looks.
        round_id: the round.
        page: from 1.
        few: of a larger panel than that, only so many are shown, those with most left to read.

    Raises:
        Missing: there is no such round.
    """
    mine = led(viewer, round_id, opened=False)
    total = sum(nominees_by_category(mine).values())
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    numbers = db.session.scalars(
        select(Candidacy.id)
        .where(Candidacy.round_id == round_id, *mine.conditions)
        .order_by(Candidacy.category_id, Candidacy.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    rows = db.session.execute(
        select(Assignment.candidacy_id, Assignment.person_id, Review.sent_at)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id.in_(numbers), Assignment.ended_at.is_(None))
        .order_by(Assignment.id)
    ).all()
    names = people.people_by_id({row.person_id for row in rows})
    readers = defaultdict[int, list[Reader]](list)
    for row in rows:
        readers[row.candidacy_id].append(Reader(names[row.person_id], row.sent_at is not None))
    cards = nominations.candidacies_by_id(numbers)
    shown, on_panel = panellists(viewer, round_id, few=few)
    return AssignTable(
        round=schemes.round_card(round_id),
        rows=tuple(AssignRow(cards[number], tuple(readers[number])) for number in numbers),
        panellists=tuple(shown),
        on_panel=on_panel,
        total=total,
        page=page,
        pages=pages,
    )


@dataclass(frozen=True)
class Choice:
    """A panellist who might read a nominee; `state` is “reads”, “sent”, “free” or “cannot”."""

    seat: Seat
    state: str
    reason: str


@dataclass(frozen=True)
class ReaderChoices:
    """A nominee and everybody on the panel who might read it."""

    candidacy: CandidacyCard
    round: RoundCard
    choices: tuple[Choice, ...]


def reader_choices(viewer: Viewer, round_id: int, candidacy_id: int) -> ReaderChoices:
    """Return who reads a nominee, who might, and who cannot and why.

    Raises:
        Missing: it is not in this round, or the viewer does not lead the panel on it.
    """
    here = (Candidacy.round_id == round_id, standing(), leads(viewer.person_id))
    if not holds(candidacy_id, *here):
        raise Missing
    rows = db.session.execute(
        select(Assignment.person_id, Review.sent_at)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id == candidacy_id, Assignment.ended_at.is_(None))
    )
    reading = {row.person_id: "reads" if row.sent_at is None else "sent" for row in rows}
    on_panel, _number = panellists(viewer, round_id)
    facts = candidates([candidacy_id])[candidacy_id]
    reasons = {
        judge.person_id: why_not(judge, facts)
        for judge in judges([seat.person.id for seat in on_panel])
    }
    choices = []
    for seat in on_panel:
        reason = reasons[seat.person.id]
        state = reading.get(seat.person.id) or ("free" if reason is None else "cannot")
        choices.append(Choice(seat, state, reason or ""))
    return ReaderChoices(
        candidacy=nominations.candidacy(candidacy_id),
        round=schemes.round_card(round_id),
        choices=tuple(choices),
    )
