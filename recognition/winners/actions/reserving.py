"""The reserve list of a category: who wins if a winner declines."""

from datetime import datetime

from sqlalchemy import select

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions.locking import lock_round
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.winners import queries
from recognition.winners.actions.timing import check_deciding
from recognition.winners.models import Decision
from recognition.winners.rules import RESERVES
from recognition.words import _


def put_on_reserve(candidacy_id: int, *, actor: Viewer, now: datetime) -> None:
    """Add somebody at the end of the reserve list of their category.

    Raises:
        Missing: nothing was decided about them.
        Refused: they are neither highly commended nor shortlisted, the judging is closed, or the
            phase is not one of deciding.
    """
    with transaction():
        decision = _under_lock(candidacy_id, now)
        if decision.outcome not in RESERVES:
            raise Refused(_("Only somebody highly commended or shortlisted can be a reserve."))
        if decision.reserve is not None:
            return
        decision.reserve = last_place(candidacy_id) + 1
        _record(candidacy_id, actor)


def take_off_reserve(candidacy_id: int, *, actor: Viewer, now: datetime) -> None:
    """Take somebody off the reserve list; those behind move up.

    Raises:
        Missing: nothing was decided about them.
        Refused: the judging is closed, or the phase is not one of deciding.
    """
    with transaction():
        decision = _under_lock(candidacy_id, now)
        if decision.reserve is None:
            return
        decision.reserve = None
        close_gaps(candidacy_id)
        _record(candidacy_id, actor)


def move(candidacy_id: int, *, up: bool, place: int, actor: Viewer, now: datetime) -> None:
    """Let a reserve change places with the next one that the actor may see.

    Args:
        candidacy_id: who moves.
        up: towards the first place; down otherwise.
        place: where the page showed them, from 1, among those that the actor may see.
        actor: who leads the panel on them.
        now: instant at which the server received the request, UTC.

    Raises:
        Missing: they are not on the list.
        Conflict: the list has changed meanwhile.
        Refused: the judging is closed, or the phase is not one of deciding.
    """
    with transaction():
        decision = _under_lock(candidacy_id, now)
        reserves = _reserves(candidacy_id)
        mine = queries.openable(actor, [row.candidacy_id for row in reserves])
        seen = [row for row in reserves if row.candidacy_id in mine]
        if decision not in seen:
            raise Missing
        at = seen.index(decision)
        if at + 1 != place:
            raise Conflict(_("The reserve list has changed meanwhile. It is shown below."))
        other = at - 1 if up else at + 1
        if not 0 <= other < len(seen):
            return
        seen[at].reserve, seen[other].reserve = seen[other].reserve, seen[at].reserve
        _record(candidacy_id, actor)


def last_place(candidacy_id: int) -> int:
    """Return the last place taken on the reserve list of this candidacy's category, or 0."""
    return max((row.reserve or 0 for row in _reserves(candidacy_id)), default=0)


def close_gaps(candidacy_id: int) -> None:
    """Number the reserve list of a candidacy's category from 1 again, in a transaction."""
    db.session.flush()
    for place, row in enumerate(_reserves(candidacy_id), start=1):
        row.reserve = place
    db.session.flush()


def _reserves(candidacy_id: int) -> list[Decision]:
    """Return the reserves of this candidacy's category of its round, in order."""
    here = select(Candidacy.round_id, Candidacy.category_id).where(Candidacy.id == candidacy_id)
    round_id, category_id = db.session.execute(here).one()
    return list(
        db.session.scalars(
            select(Decision)
            .join(Candidacy, Candidacy.id == Decision.candidacy_id)
            .where(Candidacy.round_id == round_id, Candidacy.category_id == category_id)
            .where(Decision.reserve.is_not(None))
            .order_by(Decision.reserve, Decision.id)
        )
    )


def _round_of(candidacy_id: int) -> int:
    found = db.session.scalar(select(Candidacy.round_id).where(Candidacy.id == candidacy_id))
    if found is None:
        raise Missing
    return found


def _under_lock(candidacy_id: int, now: datetime) -> Decision:
    round_id = _round_of(candidacy_id)
    lock_round(round_id)
    closed.check_open(round_id)
    check_deciding(schemes.round_card(round_id), now)
    decision = db.session.scalar(select(Decision).where(Decision.candidacy_id == candidacy_id))
    if decision is None:
        raise Missing
    return decision


def _record(candidacy_id: int, actor: Viewer) -> None:
    audit.record(
        "winners.reserve_changed", subject=("candidacy", candidacy_id), actor_id=actor.person_id
    )
