"""The decision meeting: its nominees in order, and what is decided so far."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, func, select, union

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.bands import band_of
from recognition.panel.models import Interest, Placing
from recognition.panel.queries.interests import in_round, standing
from recognition.panel.rules import DECLARED
from recognition.people.queries import Viewer
from recognition.schemes.queries import RoundCard
from recognition.winners.models import Decision
from recognition.winners.queries.agenda import (
    Agenda,
    Tally,
    agenda,
    category_of_decision,
    next_open,
    of_decisions,
    page_of,
)
from recognition.winners.queries.closing import is_closed
from recognition.winners.queries.deciding import outcomes

PER_PAGE = 25


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
    page: int
    pages: int


def meeting(
    viewer: Viewer, round_id: int, category_id: int | None = None, page: int = 1
) -> Meeting:
    """Return the meeting of one category; the first with nominees where none is asked for.

    Raises:
        Missing: there is no such round.
    """
    found = agenda(viewer, round_id)
    tallies = tuple(found.tally(category) for category in found.categories)
    asked = [one for one in tallies if one.category.id == category_id]
    chosen = next(iter(asked or [one for one in tallies if one.nominees]), None)
    here_id, total = (chosen.category.id, chosen.nominees) if chosen else (None, 0)
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    here = _page(found, here_id, page) if here_id is not None and total else []
    reserved = _reserved(found, here_id)
    lines = _lines(found, [*here, *(one for one in reserved if one not in here)], reserved)
    tied = found.said(here_id).get("tied_at_cut", ())
    return Meeting(
        round=found.round,
        tallies=tallies,
        category_id=here_id,
        lines=tuple(lines[number] for number in here if number in lines),
        reserves=tuple(lines[number] for number in reserved if number in lines),
        total=total,
        page=page,
        pages=pages,
        tied_at_cut=len(tied),
        made_at=found.results.made_at if found.results else None,
        led_by_deputy=led_by_deputy(viewer, round_id),
        is_closed=is_closed(round_id),
        first_open=next_open(found),
    )


def _page(found: Agenda, category_id: int, page: int) -> list[int]:
    return page_of(found, category_id, skipped=PER_PAGE * (page - 1), most=PER_PAGE)


def _reserved(found: Agenda, category_id: int | None) -> list[int]:
    """Return the reserve list of a category, without whom the viewer does not lead on."""
    return list(
        db.session.scalars(
            select(Decision.candidacy_id)
            .where(Decision.reserve.is_not(None), category_of_decision() == category_id)
            .where(of_decisions(found.mine))
            .order_by(Decision.reserve, Decision.candidacy_id)
        )
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
    decided = outcomes(shown)
    lines = {}
    for number, card in cards.items():
        rank, tied, chance = placed.get(number, (None, False, None))
        lines[number] = MeetingLine(
            candidacy=card,
            rank=rank,
            tied=tied,
            band=band_of(chance),
            outcome=decided[number],
            reserve=reserved.index(number) + 1 if number in reserved else None,
        )
    return lines


def led_by_deputy(viewer: Viewer, round_id: int) -> int:
    """Count the nominees whom the viewer said that they know.

    Only those: any other number would tell them that they, or somebody close, is nominated.
    """
    said = (Interest.person_id == viewer.person_id, Interest.state == DECLARED)
    about = select(Interest.about_id).where(*said)
    # either way from what was said: an index for each, where one condition would read everybody
    declared: CompoundSelect[Any] = union(
        select(Interest.candidacy_id).where(*said, Interest.candidacy_id.is_not(None)),
        select(Candidacy.id).where(in_round(round_id), Candidacy.person_id.in_(about)),
    )
    found = db.session.scalar(
        select(func.count(Candidacy.id)).where(
            Candidacy.id.in_(declared), in_round(round_id), standing()
        )
    )
    return found or 0
