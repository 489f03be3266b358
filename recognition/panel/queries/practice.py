"""The stories that everybody reads first, and how far their scores lie apart."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from recognition import clock
from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Assignment, Review, Score
from recognition.panel.queries.blind import called
from recognition.panel.queries.interests import no_interest, owes_scores, standing
from recognition.panel.queries.phases import phase_plan
from recognition.panel.queries.reading import is_practice, my_queue
from recognition.panel.queries.rights import is_chair, may_sit
from recognition.panel.rules import LEAST_POINTS, MOST_POINTS
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CriterionCard, RoundCard

PER_PAGE = 50


@dataclass(frozen=True)
class PracticeTable:
    """What the chair chooses from: `chosen` to practise on, and a page of the others, from 1."""

    round: RoundCard
    chosen: tuple[CandidacyCard, ...]
    others: tuple[CandidacyCard, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True)
class CriterionSpread:
    """How many readers gave a criterion 1, 2, 3, 4 and 5 points, in this order; never who."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class StorySpread:
    """How far apart the scores of one practice story lie; `readers` sent theirs."""

    called: str
    readers: int
    criteria: tuple[CriterionSpread, ...]


@dataclass(frozen=True)
class Spread:
    """The practice stories of a round whose scores the viewer may see."""

    round: RoundCard
    stories: tuple[StorySpread, ...]


def practice_table(viewer: Viewer, round_id: int, page: int = 1) -> PracticeTable:
    """Return what this chair may choose from, 50 a page.

    Raises:
        Missing: there is no such round.
    """
    mine = [Candidacy.round_id == round_id, standing(), no_interest(viewer.person_id)]
    chosen = _numbers(*mine, is_practice())
    total = db.session.scalar(select(func.count(Candidacy.id)).where(*mine, ~is_practice())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    others = _numbers(*mine, ~is_practice(), page=page)
    cards = nominations.candidacies_by_id([*chosen, *others])
    return PracticeTable(
        round=schemes.round_card(round_id),
        chosen=tuple(cards[number] for number in chosen),
        others=tuple(cards[number] for number in others),
        total=total,
        page=page,
        pages=pages,
    )


def may_see_spread(viewer: Viewer | None, round_id: int, **_arguments: object) -> bool:
    """May they see how far practice scores lie apart: the chair, or who has sent all of theirs?

    Readers while a phase holds. Whether it is one in which they see what others sent makes no
    difference: to see how far apart they are is what they practised for.
    """
    if viewer is None or not may_sit(viewer, round_id):
        return False
    if is_chair(viewer.person_id, round_id):
        return True
    holds_now = phase_plan(schemes.round_card(round_id), clock.now()).now is not None
    return holds_now and my_queue(viewer, round_id).practised


def spread_of_practice(viewer: Viewer, round_id: int) -> Spread:
    """Return how far apart practice scores lie. The caller asks `may_see_spread` first.

    Without the stories that the viewer has an interest in or has not sent their own scores for.

    Raises:
        Missing: there is no such round.
    """
    me = viewer.person_id
    seen = [Candidacy.round_id == round_id, standing(), is_practice(), no_interest(me)]
    seen.append(~owes_scores(me) if is_chair(me, round_id) else _sent_by(me))
    numbers = _numbers(*seen)
    card = schemes.round_card(round_id)
    criteria = schemes.form_sheet(card.version_id).criteria
    cards = nominations.candidacies_by_id(numbers)
    # one page for chair and readers, so it says no names where the scheme hides them
    names = called(cards, numbers if card.scheme.hides_names else ())
    given, readers = _given(numbers)
    stories = (
        StorySpread(
            called=names[number].name,
            readers=readers[number],
            criteria=tuple(_criterion(criterion, given[number]) for criterion in criteria),
        )
        for number in numbers
    )
    return Spread(card, tuple(stories))


def _numbers(*conditions: ColumnElement[bool], page: int | None = None) -> list[int]:
    chosen = select(Candidacy.id).where(*conditions).order_by(Candidacy.id)
    if page is not None:
        chosen = chosen.limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return list(db.session.scalars(chosen))


def _sent_by(person_id: int) -> ColumnElement[bool]:
    return exists().where(
        Assignment.candidacy_id == Candidacy.id,
        Assignment.person_id == person_id,
        Assignment.ended_at.is_(None),
        Review.assignment_id == Assignment.id,
        Review.sent_at.is_not(None),
    )


def _given(
    candidacy_ids: Collection[int],
) -> tuple[dict[int, Counter[tuple[int, int | None]]], Counter[int]]:
    """Count how often each criterion was given each number of points, and who sent any."""
    counts = defaultdict[int, Counter[tuple[int, int | None]]](Counter)
    reviews = defaultdict[int, set[int]](set)
    rows = db.session.execute(
        select(Assignment.candidacy_id, Review.id, Score.criterion_id, Score.points)
        .join(Review, Review.assignment_id == Assignment.id)
        .join(Score, Score.review_id == Review.id)
        .where(Assignment.candidacy_id.in_(candidacy_ids), Assignment.ended_at.is_(None))
        .where(Review.sent_at.is_not(None))
    )
    for number, review_id, criterion_id, points in rows:
        counts[number][criterion_id, points] += 1
        reviews[number].add(review_id)
    return counts, Counter({number: len(found) for number, found in reviews.items()})


def _criterion(criterion: CriterionCard, given: Counter[tuple[int, int | None]]) -> CriterionSpread:
    scale = range(LEAST_POINTS, MOST_POINTS + 1)
    return CriterionSpread(criterion.name, tuple(given[criterion.id, points] for points in scale))
