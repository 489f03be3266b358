"""Setting the phases of a panel's work."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.panel import closed, models
from recognition.panel.actions.locking import lock_round
from recognition.panel.phases import Phase, check_phase, usual_phases
from recognition.panel.queries.phases import phase_set, phases_set
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

DISCUSSION_DAYS = 7


def add_phase(*, round_id: int, phase: Phase, actor: Viewer | None) -> None:
    """Add a phase to a round.

    Raises:
        Missing: there is no such round.
        Refused: it does not fit among the others, or the judging is closed.
    """
    card = schemes.round_card(round_id)
    with transaction():
        lock_round(round_id)
        closed.check_open(round_id)
        _write(card, [phase])
        _record("panel.phase_added", round_id, phase, actor)


def set_usual_phases(*, round_id: int, actor: Viewer | None) -> None:
    """Give a round that has no phases the usual ones, by its dates.

    Raises:
        Missing: there is no such round.
        Refused: it has phases already, or the judging is closed.
    """
    card = schemes.round_card(round_id)
    phases = usual_phases(card.opens_at, card.judging_ends_at, _discussion_ends(card))
    with transaction():
        lock_round(round_id)
        closed.check_open(round_id)
        if phases_set(round_id):
            raise Refused(_("This round has phases already. Change them one by one."))
        _write(card, phases)
        for phase in phases:
            _record("panel.phase_added", round_id, phase, actor)


def _discussion_ends(card: RoundCard) -> datetime | None:
    """Return the end of a day, at most a week after judging and halfway to the announcement."""
    if card.judging_ends_at is None or card.announces_at is None:
        return None
    days = min(DISCUSSION_DAYS, (card.announces_at - card.judging_ends_at).days // 2)
    if days < 1:
        return None
    return clock.end_of_day(clock.in_london(card.judging_ends_at).date() + timedelta(days=days))


def _write(card: RoundCard, phases: Sequence[Phase]) -> None:
    newest = db.session.scalar(
        select(func.max(models.Phase.position)).where(models.Phase.round_id == card.id)
    )
    for position, phase in enumerate(phases, start=(newest or 0) + 1):
        others = [each.phase for each in phases_set(card.id)]
        check_phase(phase, others, judging_ends_at=card.judging_ends_at)
        row = models.Phase(round_id=card.id, position=position)
        _fill(row, phase)
        db.session.add(row)
        db.session.flush()


def _fill(row: models.Phase, phase: Phase) -> None:
    row.name, row.starts_at, row.ends_at = phase.name, phase.starts_at, phase.ends_at
    row.may_score, row.may_see_others = phase.may_score, phase.may_see_others
    row.may_discuss, row.may_decide = phase.may_discuss, phase.may_decide


def change_phase(
    *, round_id: int, phase_id: int, phase: Phase, seen: str, actor: Viewer | None
) -> None:
    """Change a phase.

    Args:
        round_id: the round.
        phase_id: the phase.
        phase: how it is to be.
        seen: the mark of the phase that the page showed.
        actor: who changes it.

    Raises:
        Missing: there is no such phase.
        Conflict: somebody changed it meanwhile.
        Refused: it would not fit among the others, or the judging is closed.
    """
    card = schemes.round_card(round_id)
    with transaction():
        row = _row(round_id, phase_id)
        if phase_set(round_id, phase_id).mark != seen:
            raise Conflict(_("Somebody changed this phase meanwhile. Look at it again."))
        others = [each.phase for each in phases_set(round_id) if each.id != phase_id]
        check_phase(phase, others, judging_ends_at=card.judging_ends_at)
        _fill(row, phase)
        _record("panel.phase_changed", round_id, phase, actor)


def end_phase(*, round_id: int, phase_id: int, received: datetime, actor: Viewer | None) -> None:
    """End the phase that holds, with the second in which the request came in.

    Raises:
        Missing: there is no such phase.
        Conflict: it does not hold any more, or not yet.
        Refused: the judging is closed.
    """
    with transaction():
        row = _row(round_id, phase_id)
        phase = phase_set(round_id, phase_id).phase
        last = max(received.replace(microsecond=0), phase.starts_at)
        if not phase.holds(received):
            raise Conflict(_("This phase does not hold now, so there is nothing to end."))
        row.ends_at = last
        _record("panel.phase_ended", round_id, replace(phase, ends_at=last), actor)


def remove_phase(*, round_id: int, phase_id: int, actor: Viewer | None) -> None:
    """Take back a phase that has not begun.

    Raises:
        Missing: there is no such phase.
        Conflict: it has begun.
        Refused: the judging is closed.
    """
    with transaction() as session:
        row = _row(round_id, phase_id)
        card = phase_set(round_id, phase_id)
        if card.state != "coming":
            raise Conflict(_("This phase has begun, so it stays. You can end it."))
        session.delete(row)
        _record("panel.phase_removed", round_id, card.phase, actor)


def _row(round_id: int, phase_id: int) -> models.Phase:
    lock_round(round_id)
    closed.check_open(round_id)
    row = db.session.get(models.Phase, phase_id)
    if row is None or row.round_id != round_id:
        raise Missing
    return row


def _record(action: str, round_id: int, phase: Phase, actor: Viewer | None) -> None:
    audit.record(
        action,
        subject=("round", round_id),
        actor_id=actor.person_id if actor else None,
        payload={
            "phase": phase.name,
            "starts_at": phase.starts_at.isoformat(),
            "ends_at": phase.ends_at.isoformat() if phase.ends_at else None,
            "rights": [
                right
                for right in ("may_score", "may_see_others", "may_discuss", "may_decide")
                if getattr(phase, right)
            ],
        },
    )
