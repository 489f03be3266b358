"""What a share of the reading would mean, before anybody is asked."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations import later
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel.chains import groups
from recognition.panel.models import Appointment, Assignment, PracticeStory
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import (
    candidates,
    judges,
    no_interest,
    on_the_list,
    standing,
)
from recognition.panel.rules import MINUTES_EACH, PANELLIST, why_not
from recognition.panel.workload import Workload, workload
from recognition.people.queries import Viewer


@dataclass(frozen=True)
class Outlook:
    """What `reads` readers each would mean, without candidacies that the viewer must not know of.

    `short` counts nominees for whom fewer people may read; `parts` the groups of nominees, as
    assigned now, between which no reader is shared; `practice` the stories that everybody reads
    first.
    """

    nominees: int
    panellists: int
    reads: int
    most: int
    workload: Workload
    short: int
    parts: int
    won_lately: tuple[str, ...]
    practice: int


def outlook(viewer: Viewer, round_id: int, *, reads: int, most: int) -> Outlook:
    """Return what a share would mean, in as many statements for 3 nominees as for 3,000.

    Args:
        viewer: the chair.
        round_id: the round.
        reads: readers for each nominee, at least 1.
        most: nominees that one panellist can be asked for, at least 1.
    """
    numbers = db.session.scalars(
        select(Candidacy.id).where(
            Candidacy.round_id == round_id,
            standing(),
            on_the_list(),
            no_interest(viewer.person_id),
        )
    ).all()
    on_panel = judges(
        db.session.scalars(
            select(Appointment.person_id).where(
                Appointment.round_id == round_id,
                Appointment.role == PANELLIST,
                is_held(),
            )
        ).all()
    )
    known = candidates(numbers)
    able = (sum(why_not(judge, known[number]) is None for judge in on_panel) for number in numbers)
    practice = select(func.count(PracticeStory.candidacy_id)).where(
        PracticeStory.round_id == round_id, PracticeStory.candidacy_id.in_(numbers)
    )
    return Outlook(
        nominees=len(numbers),
        panellists=len(on_panel),
        reads=reads,
        most=most,
        workload=workload(len(numbers), reads, len(on_panel), most, MINUTES_EACH),
        short=sum(number < reads for number in able),
        parts=_parts(numbers),
        won_lately=_won_lately(numbers),
        practice=db.session.scalar(practice) or 0,
    )


def _parts(numbers: Collection[int]) -> int:
    rows = db.session.execute(
        select(Assignment.person_id, Assignment.candidacy_id).where(
            Assignment.candidacy_id.in_(numbers), Assignment.ended_at.is_(None)
        )
    ).all()
    return groups((who, number) for who, number in rows)


def _won_lately(numbers: Collection[int]) -> tuple[str, ...]:
    cards = nominations.candidacies_by_id(numbers).values()
    won = later.recent_winners(
        {card.category_id for card in cards},
        {card.nominee.person_id for card in cards if card.nominee.person_id is not None},
    )
    return tuple(
        sorted(
            card.nominee.name for card in cards if (card.category_id, card.nominee.person_id) in won
        )
    )
