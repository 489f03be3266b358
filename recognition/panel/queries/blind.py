"""What a reader calls a nominee, and stories without names where the scheme hides them."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CompoundSelect, Select, bindparam, func, literal, select, union_all

from recognition.database import read
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import CandidacyCard, Nominee
from recognition.panel.blinding import blind
from recognition.panel.queries.asking import CANDIDACY, ROUND
from recognition.people.models import Person, Team
from recognition.remembering import remembered
from recognition.words import _

Hide = Callable[[str], str]
_BETWEEN = " · "
LARGEST = 2**31 - 1


@dataclass(frozen=True)
class Called:
    """What a nominee is called on a reader's page: the name, or “Nominee 12” without a detail."""

    name: str
    detail: str


def called(cards: Mapping[int, CandidacyCard], hidden: Collection[int]) -> dict[int, Called]:
    """Return what to call each of these candidacies of one round.

    Args:
        cards: candidacies by number.
        hidden: those whose nominee the reader may not know.
    """
    numbers = _numbers(next((card.round_id for card in cards.values()), 0), hidden)
    return {
        key: Called(_("Nominee %(number)s", number=numbers[key]), "")
        if key in hidden
        else Called(card.nominee.name, card.nominee.detail)
        for key, card in cards.items()
    }


def _numbers(round_id: int, numbers: Collection[int]) -> dict[int, int]:
    """Say which of their round some candidacies are, from 1, in the order in which they came in.

    None is ever deleted, so a number stays what it is, for every reader and for the chair, whoever
    steps back. A place in the queue would not.
    """
    if not numbers:
        return {}
    known = _in_order(round_id)
    found = {number: bisect_right(known, number) for number in numbers}
    last, newest = known[-1] if known else 0, max(numbers)
    if newest > last:  # it came after these were read
        later = _came(round_id, last, newest)
        found |= {number: len(known) + at for at, number in enumerate(later, 1)}
    return found


@remembered(Candidacy)
def _in_order(round_id: int) -> Sequence[int]:
    """Return the candidacies of a round that there are so far."""
    return _came(round_id, 0, LARGEST)


@remembered(Candidacy)
def _came(round_id: int, after: int, until: int) -> Sequence[int]:
    """Return the candidacies of a round with these numbers, eight bytes each."""
    rows = read(_came_between(), round=round_id, after=after, until=until)
    return memoryview(array("q", [row.id for row in rows])).toreadonly()


@cache
def _came_between() -> Select[int]:
    return (
        select(Candidacy.id)
        .where(Candidacy.round_id == ROUND, Candidacy.id > bindparam("after"))
        .where(Candidacy.id <= bindparam("until"))
        .order_by(Candidacy.id)
    )


def hiding(card: CandidacyCard) -> Hide:
    """Return what takes names, job titles and teams out of a text about this candidacy."""
    names, places = _of_nominee(card.nominee)
    nominators: list[str | None] = []
    for row in read(_behind(), candidacy=card.id):
        (nominators if row.nominated else names).append(row.name)
        places += [row.job, row.team]
    who, by, other = ([text for text in texts if text] for texts in (names, nominators, places))
    return lambda text: blind(text, who, by, other)


@cache
def _behind() -> CompoundSelect[*tuple[Any, ...]]:
    """Select who nominated, and as whom a nominee was described: by whom, name and two places."""
    nominators = (
        select(
            literal(1).label("nominated"),
            func.coalesce(Person.name, Nomination.nominator_name).label("name"),
            Person.job_title.label("job"),
            Team.name.label("team"),
        )
        .select_from(Nomination)
        .outerjoin(Person, Person.id == Nomination.nominator_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Nomination.candidacy_id == CANDIDACY)
    )
    described = select(
        literal(0), Candidacy.described_name, Candidacy.described_place, literal("")
    ).where(Candidacy.merged_into_id == CANDIDACY)
    return union_all(nominators, described)


def _of_nominee(nominee: Nominee) -> tuple[list[str | None], list[str | None]]:
    parts: list[str | None] = [*nominee.detail.split(_BETWEEN)]
    # a team's line begins with the word “Team”, which names nobody
    return [nominee.name], parts[1:] if nominee.kind == "team" else parts
