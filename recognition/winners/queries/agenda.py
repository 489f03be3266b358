"""Whom the decision meeting is about and in which order, without ever reading everybody.

In a category come those whom the kept results place, in their order, then whoever came since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy
from recognition.panel import queries as panel
from recognition.panel.models import Placing
from recognition.panel.queries.kept import kept
from recognition.panel.queries.led import Led, led, nominees_by_category
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.winners.models import Decision
from recognition.winners.rules import WINNER

Number = InstrumentedAttribute[int]
Stretch = tuple[Number, Select[int]]
"""A part of the order, with the column that says who it is about."""


@dataclass(frozen=True)
class Tally:
    """What is decided in one category so far, among the nominees that the viewer leads on."""

    category: CategoryCard
    nominees: int
    wanted: int
    outcomes: dict[str, int]

    @property
    def winners(self) -> int:
        """How many winners there are so far."""
        return self.outcomes.get(WINNER, 0)

    @property
    def decided(self) -> int:
        """How many nominees have an outcome."""
        return sum(self.outcomes.values())


@dataclass(frozen=True)
class Step:
    """Where somebody stands in the order; `position` is None for whoever is not placed."""

    category_id: int
    candidacy_id: int
    position: int | None


@dataclass(frozen=True)
class Agenda:
    """The nominees that the viewer leads on: how many in each category, and what is kept of them.

    `nominees` and `outcomes` are numbers by category, the latter of each outcome.
    """

    round: RoundCard
    categories: tuple[CategoryCard, ...]
    results: panel.Results | None
    mine: Led
    nominees: dict[int, int]
    outcomes: dict[int, dict[str, int]]

    def said(self, category_id: int | None) -> dict[str, Any]:
        """Return what the results say about a category."""
        found: dict[str, dict[str, Any]] = self.results.said["categories"] if self.results else {}
        return found.get(str(category_id), {})

    def tally(self, category: CategoryCard) -> Tally:
        """Say what is decided in a category."""
        wanted = self.said(category.id).get("wanted", 1)
        nominees = self.nominees.get(category.id, 0)
        return Tally(category, nominees, wanted, self.outcomes.get(category.id, {}))

    @property
    def total(self) -> int:
        """How many nominees there are in all categories."""
        return sum(self.nominees.values())

    @property
    def turns(self) -> list[int]:
        """Categories with nominees, by number, in the order in which they are spoken about."""
        return [one.id for one in self.categories if self.nominees.get(one.id)]


def agenda(viewer: Viewer, round_id: int) -> Agenda:
    """Return whom the meeting is about, in a constant number of statements.

    Raises:
        Missing: there is no such round.
    """
    card, mine = schemes.round_card(round_id), led(viewer, round_id, opened=True)
    nominees = nominees_by_category(mine)
    return Agenda(
        round=card,
        categories=tuple(schemes.categories(card.scheme.id, also=set(nominees))),
        results=kept(round_id, mine.hidden.name),
        mine=mine,
        nominees=nominees,
        outcomes=_outcomes(mine),
    )


def category_of_decision() -> ColumnElement[int]:
    """Return the category of a decision, looked up from there.

    With a join, a database may begin with everybody in the round: decisions are few.
    """
    found = select(Candidacy.category_id).where(Candidacy.id == Decision.candidacy_id)
    return found.correlate(Decision).scalar_subquery()


def of_decisions(mine: Led) -> ColumnElement[bool]:
    """Hold for decisions about somebody whom the viewer leads on."""
    return exists().where(
        Candidacy.id == Decision.candidacy_id,
        Candidacy.round_id == mine.round_id,
        *mine.conditions,
    )


def is_open(candidacy_id: Number = Candidacy.id) -> ColumnElement[bool]:
    """Hold for a candidacy about which nothing is decided."""
    return ~exists().where(Decision.candidacy_id == candidacy_id)


def _outcomes(mine: Led) -> dict[int, dict[str, int]]:
    mine_only = (
        select(category_of_decision().label("category"), Decision.outcome)
        .where(of_decisions(mine))
        .subquery()
    )
    rows = db.session.execute(
        select(mine_only.c.category, mine_only.c.outcome, func.count()).group_by(
            mine_only.c.category, mine_only.c.outcome
        )
    )
    found: dict[int, dict[str, int]] = {}
    for category_id, outcome, number in rows:
        found.setdefault(category_id, {})[outcome] = number
    return found


def page_of(found: Agenda, category_id: int, *, skipped: int, most: int) -> list[int]:
    """Return some nominees of a category in their order, by number."""
    numbers = list(
        db.session.scalars(
            _placed(found, category_id).order_by(Placing.position).limit(most).offset(skipped)
        )
    )
    if len(numbers) == most:
        return numbers
    if not numbers and skipped:
        placed = _placed(found, category_id).with_only_columns(func.count())
        skipped -= db.session.scalar(placed) or 0
    else:
        skipped = 0
    rest = _unplaced(found, category_id).order_by(Candidacy.id)
    return [*numbers, *db.session.scalars(rest.limit(most - len(numbers)).offset(skipped))]


def step_of(found: Agenda, candidacy_id: int, category_id: int) -> Step:
    """Return where a nominee of the meeting stands."""
    position = db.session.scalar(
        _placed(found, category_id)
        .with_only_columns(Placing.position)
        .where(Placing.candidacy_id == candidacy_id)
    )
    return Step(category_id, candidacy_id, position)


def place_of(found: Agenda, step: Step) -> int:
    """Return the place of a nominee among all of the meeting, from 1.

    Whoever is withdrawn keeps their place until the results are worked out again, a minute later.

    Raises:
        Missing: they are not of the meeting any more.
    """
    turns = found.turns
    if step.category_id not in turns:
        raise Missing  # they went while we looked
    before = sum(found.nominees[turn] for turn in turns[: turns.index(step.category_id)])
    here = found.nominees[step.category_id]
    if step.position is not None and found.mine.only is None:
        return before + min(step.position, here)
    if step.position is not None:  # a deputy leads on few of those whom the results place
        up_to_here = _placed(found, step.category_id).where(Placing.position <= step.position)
        placed = db.session.scalar(select(func.count()).select_from(up_to_here.subquery()))
        return before + (placed or 1)
    from_here = _unplaced(found, step.category_id).where(Candidacy.id >= step.candidacy_id)
    after = db.session.scalar(select(func.count()).select_from(from_here.subquery())) or 0
    return before + here - after + 1


def neighbour(found: Agenda, step: Step, *, back: bool = False) -> int | None:
    """Return the nominee just after another one, or just before."""
    return next(_walk(found, step, back=back), None)


def next_open(found: Agenda, after: Step | None = None) -> int | None:
    """Return the next nominee without an outcome, from the beginning again at the end."""
    if after is not None:
        number = next(_walk(found, after, open_only=True), None)
        if number is not None:
            return number
    return next(_walk(found, None, open_only=True), None)


def _walk(
    found: Agenda, step: Step | None, *, back: bool = False, open_only: bool = False
) -> Iterator[int]:
    """Give the first nominee after a step, or of all, in each stretch of the order that has one."""
    for who, stretch in _stretches(found, step, back=back):
        chosen = stretch.where(is_open(who)) if open_only else stretch
        number = db.session.scalar(chosen.limit(1))
        if number is not None:
            yield number


def _stretches(found: Agenda, step: Step | None, *, back: bool) -> Iterator[Stretch]:
    """Select what lies before or after a step, part by part, the nearest first."""
    turns = list(reversed(found.turns)) if back else found.turns
    if step is not None:
        turns = turns[turns.index(step.category_id) :]
    for turn in turns:
        here = step if step is not None and step.category_id == turn else None
        placed = here is None or here.position is not None  # else all of them are behind
        unplaced = here is None or here.position is None
        ways = (
            (placed or back, Placing.candidacy_id, _after_placed),
            (unplaced or not back, Candidacy.id, _after_unplaced),
        )
        for is_ahead, who, after in reversed(ways) if back else ways:
            if is_ahead:
                yield who, after(found, turn, here, back=back)


def _after_placed(found: Agenda, turn: int, step: Step | None, *, back: bool) -> Select[int]:
    chosen, position = _placed(found, turn), Placing.position
    if step is not None and step.position is not None:
        chosen = chosen.where(position < step.position if back else position > step.position)
    return chosen.order_by(position.desc() if back else position)


def _after_unplaced(found: Agenda, turn: int, step: Step | None, *, back: bool) -> Select[int]:
    chosen, number = _unplaced(found, turn), Candidacy.id
    if step is not None and step.position is None:
        here = step.candidacy_id
        chosen = chosen.where(number < here if back else number > here)
    return chosen.order_by(number.desc() if back else number)


def _placed(found: Agenda, category_id: int) -> Select[int]:
    """Select those of a category whom the results place there.

    Who it is about is looked up from each place, so that a page reads no more places than it shows.
    """
    still_here = exists().where(
        Candidacy.id == Placing.candidacy_id,
        Candidacy.round_id == found.round.id,
        Candidacy.category_id == Placing.category_id,
        *found.mine.conditions,
    )
    return select(Placing.candidacy_id).where(
        Placing.calculation_id == (found.results.id if found.results else None),
        Placing.category_id == category_id,
        still_here,
    )


def _unplaced(found: Agenda, category_id: int) -> Select[int]:
    """Select those of a category whom the results do not know there."""
    placed = exists().where(
        Placing.calculation_id == (found.results.id if found.results else None),
        Placing.candidacy_id == Candidacy.id,
        Placing.category_id == category_id,
    )
    return select(Candidacy.id).where(
        Candidacy.round_id == found.round.id,
        Candidacy.category_id == category_id,
        ~placed,
        *found.mine.conditions,
    )
