"""The decision meeting: its nominees in order, and what is decided so far."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel import queries as panel
from recognition.panel.bands import band_of
from recognition.panel.models import Interest, Placing
from recognition.panel.queries.interests import standing
from recognition.panel.rules import DECLARED
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import CategoryCard, RoundCard
from recognition.winners.models import Decision
from recognition.winners.queries.closing import is_closed
from recognition.winners.queries.rights import openable
from recognition.winners.rules import WINNER

MOST_LISTED = 100


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
class MeetingLine:
    """One nominee of the meeting; `reserve` counts those whom the viewer may see, from 1."""

    candidacy: CandidacyCard
    rank: int | None
    tied: bool
    band: str
    outcome: str
    reserve: int | None


@dataclass(frozen=True)
class Meeting:
    """The meeting of one category; `first_open` is the first nominee without an outcome.

    `led_by_deputy` counts nominees whom the viewer said that they know.
    """

    round: RoundCard
    tallies: tuple[Tally, ...]
    category_id: int | None
    lines: tuple[MeetingLine, ...]
    reserves: tuple[MeetingLine, ...]
    total: int
    tied_at_cut: int
    made_at: datetime | None
    led_by_deputy: int
    is_closed: bool
    first_open: int | None


@dataclass(frozen=True)
class Agenda:
    """The nominees that the viewer leads on, as numbers, by category and in order of rank."""

    round: RoundCard
    categories: tuple[CategoryCard, ...]
    results: panel.Results | None
    order: tuple[int, ...]
    category_of: dict[int, int]
    outcomes: dict[int, tuple[str, int | None]]

    def said(self, category_id: int | None) -> dict[str, Any]:
        """Return what the results say about a category."""
        found: dict[str, dict[str, Any]] = self.results.said["categories"] if self.results else {}
        return found.get(str(category_id), {})

    def tally(self, category: CategoryCard) -> Tally:
        """Count what is decided in a category."""
        here = [number for number in self.order if self.category_of[number] == category.id]
        decided = Counter(self.outcomes[number][0] for number in here if number in self.outcomes)
        wanted = self.said(category.id).get("wanted", 1)
        return Tally(category, len(here), wanted, dict(decided))

    def next_open(self, after: int | None = None) -> int | None:
        """Return the next nominee without an outcome, from the beginning again at the end."""
        at = self.order.index(after) + 1 if after in self.order else 0
        around = (*self.order[at:], *self.order[:at])
        return next((number for number in around if number not in self.outcomes), None)


def agenda(viewer: Viewer, round_id: int) -> Agenda:
    """Return whom the meeting is about, in a constant number of statements.

    Raises:
        Missing: there is no such round.
    """
    card = schemes.round_card(round_id)
    found, mine = panel.results(viewer, round_id), openable(viewer, round_id)
    categories = tuple(schemes.categories(card.scheme.id, also=set(mine.values())))
    placed = db.session.execute(
        select(Placing.candidacy_id, Placing.position).where(
            Placing.calculation_id == (found.id if found else None)
        )
    )
    position = dict(placed.all())
    turn = {category.id: place for place, category in enumerate(categories)}
    last = len(position) + 1
    order = sorted(mine, key=lambda one: (turn[mine[one]], position.get(one, last), one))
    decided = db.session.execute(
        select(Decision.candidacy_id, Decision.outcome, Decision.reserve)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .where(Candidacy.round_id == round_id)
    )
    outcomes = {
        number: (outcome, reserve) for number, outcome, reserve in decided if number in mine
    }
    return Agenda(card, categories, found, tuple(order), mine, outcomes)


def meeting(viewer: Viewer, round_id: int, category_id: int | None = None) -> Meeting:
    """Return the meeting of one category; the first with nominees where none is asked for.

    Raises:
        Missing: there is no such round.
    """
    found = agenda(viewer, round_id)
    tallies = tuple(found.tally(category) for category in found.categories)
    asked = [one for one in tallies if one.category.id == category_id]
    chosen = asked or [one for one in tallies if one.nominees]
    here_id = chosen[0].category.id if chosen else None
    here = [number for number in found.order if found.category_of[number] == here_id]
    reserved = sorted(
        (number for number in here if found.outcomes.get(number, ("", None))[1] is not None),
        key=lambda number: found.outcomes[number][1] or 0,
    )
    shown = [*here[:MOST_LISTED], *(one for one in reserved if one not in here[:MOST_LISTED])]
    lines = _lines(found, shown, reserved)
    tied = found.said(here_id).get("tied_at_cut", ())
    return Meeting(
        round=found.round,
        tallies=tallies,
        category_id=here_id,
        lines=tuple(lines[number] for number in here[:MOST_LISTED] if number in lines),
        reserves=tuple(lines[number] for number in reserved if number in lines),
        total=len(here),
        tied_at_cut=len(tied),
        made_at=found.results.made_at if found.results else None,
        led_by_deputy=led_by_deputy(viewer, round_id),
        is_closed=is_closed(round_id),
        first_open=found.next_open(),
    )


def _lines(found: Agenda, shown: list[int], reserved: list[int]) -> dict[int, MeetingLine]:
    cards = nominations.candidacies_by_id(shown)
    placings = db.session.execute(
        select(Placing.candidacy_id, Placing.rank, Placing.tied, Placing.p_top).where(
            Placing.calculation_id == (found.results.id if found.results else None),
            Placing.candidacy_id.in_(shown),
        )
    )
    placed = {number: (rank, tied, chance) for number, rank, tied, chance in placings}
    lines = {}
    for number, card in cards.items():
        rank, tied, chance = placed.get(number, (None, False, None))
        lines[number] = MeetingLine(
            candidacy=card,
            rank=rank,
            tied=tied,
            band=band_of(chance),
            outcome=found.outcomes.get(number, ("", None))[0],
            reserve=reserved.index(number) + 1 if number in reserved else None,
        )
    return lines


def led_by_deputy(viewer: Viewer, round_id: int) -> int:
    """Count the nominees whom the viewer said that they know.

    Only those: any other number would tell them that they, or somebody close, is nominated.
    """
    me = viewer.person_id
    said = exists().where(
        Interest.person_id == me,
        Interest.state == DECLARED,
        or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id),
    )
    found = db.session.scalar(
        select(func.count(Candidacy.id)).where(Candidacy.round_id == round_id, standing(), said)
    )
    return found or 0
