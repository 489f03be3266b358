"""What is still open before a round's judging is closed, as far as the viewer may know it."""

from dataclasses import dataclass

from recognition.people.queries import Viewer
from recognition.schemes.queries import RoundCard
from recognition.winners.queries.closing import unsent_reviews
from recognition.winners.queries.meeting import Tally, agenda


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
    undecided = {number for number in found.order if number not in found.outcomes}
    tied = {
        number
        for category in found.categories
        for number in found.said(category.id).get("tied_at_cut", ())
    }
    tallies = [found.tally(category) for category in found.categories]
    reserved = {
        found.category_of[number]
        for number, (_outcome, place) in found.outcomes.items()
        if place is not None
    }
    return Checklist(
        round=found.round,
        undecided=len(undecided),
        ties=len(undecided & tied),
        unsent=unsent_reviews(viewer, round_id),
        short=tuple(one for one in tallies if one.nominees and one.winners != one.wanted),
        without_reserve=tuple(
            one.category.name for one in tallies if one.nominees and one.category.id not in reserved
        ),
    )
