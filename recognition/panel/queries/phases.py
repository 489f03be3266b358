"""Which phase a panel is in, as a condition in SQL and as facts."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition import clock
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy
from recognition.panel import models
from recognition.panel.phases import Phase, next_phase, phase_at, plain_phases
from recognition.panel.queries.asking import NOW, SECOND
from recognition.remembering import remembered
from recognition.schemes.queries import RoundCard

Right = InstrumentedAttribute[bool]


@dataclass(frozen=True)
class PhaseCard:
    """A phase as it was set; `state` is “past”, “now” or “coming”, `mark` a digest of it all."""

    id: int
    phase: Phase
    state: str
    mark: str


@dataclass(frozen=True)
class PhasePlan:
    """The phases of a round at one instant; without any that were set the plain ones hold."""

    phases: tuple[Phase, ...]
    are_set: bool
    now: Phase | None
    coming: Phase | None


def in_phase(right: Right | None = None) -> ColumnElement[bool]:
    """Hold for a candidacy of a round in which a phase holds now, with a right if one is named.

    Where no phases were set, a phase always holds, and it gives no right beyond reading.
    """
    conditions = [
        models.Phase.round_id == Candidacy.round_id,
        models.Phase.starts_at <= NOW,
        or_(models.Phase.ends_at.is_(None), models.Phase.ends_at >= SECOND),
    ]
    if right is not None:
        return exists().where(*conditions, right).correlate(Candidacy)
    some = exists().where(models.Phase.round_id == Candidacy.round_id).correlate(Candidacy)
    return or_(~some, exists().where(*conditions).correlate(Candidacy))


def phases_set(round_id: int) -> list[PhaseCard]:
    """Return the phases that were set for a round, in order of time."""
    now = clock.now()
    return [_card(number, phase, now) for number, phase in _phases(round_id)]


@remembered(models.Phase)
def _phases(round_id: int) -> tuple[tuple[int, Phase], ...]:
    """Return number and facts of the phases that were set for a round, in order of time."""
    rows = db.session.scalars(
        select(models.Phase)
        .where(models.Phase.round_id == round_id)
        .order_by(models.Phase.starts_at, models.Phase.id)
    )
    return tuple((row.id, _phase(row)) for row in rows)


def phase_set(round_id: int, phase_id: int) -> PhaseCard:
    """Return one phase of a round.

    Raises:
        Missing: there is none of that number in this round.
    """
    for card in phases_set(round_id):
        if card.id == phase_id:
            return card
    raise Missing


def _phase(row: models.Phase) -> Phase:
    return Phase(
        row.name,
        row.starts_at,
        row.ends_at,
        may_score=row.may_score,
        may_see_others=row.may_see_others,
        may_discuss=row.may_discuss,
        may_decide=row.may_decide,
    )


def _card(number: int, phase: Phase, now: datetime) -> PhaseCard:
    state = "now" if phase.holds(now) else ("coming" if phase.starts_at > now else "past")
    return PhaseCard(number, phase, state, hashlib.sha256(repr(phase).encode()).hexdigest()[:16])


def phase_plan(card: RoundCard, at: datetime) -> PhasePlan:
    """Return the phases of a round, and which of them holds at an instant."""
    found = tuple(phase for _number, phase in _phases(card.id))
    phases = found or plain_phases(card.opens_at, card.judging_ends_at)
    if not found and at < card.opens_at:  # whoever was appointed early may look around
        return PhasePlan(phases, are_set=False, now=phases[0], coming=None)
    return PhasePlan(
        phases,
        are_set=bool(found),
        now=phase_at(phases, at),
        coming=next_phase(phases, at),
    )
