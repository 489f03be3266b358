"""What is still open before a round's judging is closed, as far as the viewer may know it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.queries.interests import in_round
from recognition.people.queries import Viewer
from recognition.schemes.queries import RoundCard
from recognition.winners.models import Decision
from recognition.winners.queries.agenda import (
    Agenda,
    Tally,
    agenda,
    category_of_decision,
    is_open,
    of_decisions,
)
from recognition.winners.queries.closing import unsent_reviews


@dataclass(frozen=True)
class Checklist:
    """Counts among the nominees that the viewer leads on.

    `undecided` have no outcome, `ties` are undecided nominees in a tie at the cut, `unsent` are
    readings without scores; `short` are the categories with fewer or more winners than wanted, and
    `without_reserve` those with nobody on the reserve list.
    """

    round: RoundCard
    undecided: int
    ties: int
    unsent: int
    short: tuple[Tally, ...]
    without_reserve: tuple[str, ...]


def checklist(viewer: Viewer, round_id: int) -> Checklist:
    """Return what is still open, in a constant number of statements.

    Raises:
        Missing: there is no such round.
    """
    found = agenda(viewer, round_id)
    tallies = [found.tally(category) for category in found.categories]
    reserved = _with_reserve(found)
    return Checklist(
        round=found.round,
        undecided=found.total - sum(one.decided for one in tallies),
        ties=_undecided_ties(found),
        unsent=unsent_reviews(found.mine),
        short=tuple(one for one in tallies if one.nominees and one.winners != one.wanted),
        without_reserve=tuple(
            one.category.name for one in tallies if one.nominees and one.category.id not in reserved
        ),
    )


def _undecided_ties(found: Agenda) -> int:
    """Count whoever shares the last winning place of a category and has no outcome."""
    tied = {
        number
        for category in found.categories
        for number in found.said(category.id).get("tied_at_cut", ())
    }
    undecided = select(func.count(Candidacy.id)).where(
        Candidacy.id.in_(sorted(tied)), in_round(found.round.id), *found.mine.conditions, is_open()
    )
    return db.session.scalar(undecided) or 0


def _with_reserve(found: Agenda) -> set[int]:
    """Return the categories in which somebody is on the reserve list, by number."""
    chosen = select(category_of_decision()).where(
        Decision.reserve.is_not(None), of_decisions(found.mine)
    )
    return set(db.session.scalars(chosen))
