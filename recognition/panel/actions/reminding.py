"""Writing to panellists who are behind, at times that the chair sets."""

from datetime import datetime, time, timedelta

from sqlalchemy import CursorResult, select, update

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.panel import closed
from recognition.panel.actions import reminder_letters
from recognition.panel.actions.assigning import panellists
from recognition.panel.actions.locking import lock_round
from recognition.panel.models import Reminder
from recognition.panel.queries.phases import phase_plan
from recognition.panel.queries.reminders import left_to_send
from recognition.panel.rules import check_reminder
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _

USUAL_DAYS = (7, 2)
MORNING = time(9)


def set_reminder(*, round_id: int, at: datetime, received: datetime, actor: Viewer | None) -> None:
    """Have panellists who are behind at an instant written to then.

    Args:
        round_id: the round.
        at: when the letters are to leave, UTC.
        received: instant at which the request came in, UTC.
        actor: the chair.

    Raises:
        Missing: there is no such round.
        Refused: it has passed, comes after judging, or is set already.
    """
    card = schemes.round_card(round_id)
    check_reminder(at=at, now=received, judging_ends_at=card.judging_ends_at)
    with transaction():
        lock_round(round_id)
        if at in _set(round_id):
            raise Refused(_("There is a reminder at that time already."), field="at")
        _add(round_id, at, actor)


def set_usual_reminders(*, round_id: int, received: datetime, actor: Viewer | None) -> int:
    """Set reminders for the mornings a week and two days before judging ends, if still to come.

    Returns:
        How many were set.

    Raises:
        Missing: there is no such round.
    """
    card = schemes.round_card(round_id)
    if card.judging_ends_at is None:
        return 0
    last = clock.in_london(card.judging_ends_at).date()
    times = {clock.from_london(last - timedelta(days=days), MORNING) for days in USUAL_DAYS}
    with transaction():
        lock_round(round_id)
        wanted = sorted(at for at in times - _set(round_id) if at > received)
        for at in wanted:
            _add(round_id, at, actor)
    return len(wanted)


def _set(round_id: int) -> set[datetime]:
    return set(db.session.scalars(select(Reminder.at).where(Reminder.round_id == round_id)))


def _add(round_id: int, at: datetime, actor: Viewer | None) -> None:
    db.session.add(Reminder(round_id=round_id, at=at))
    _record("panel.reminder_set", round_id, at, actor)


def remove_reminder(*, round_id: int, reminder_id: int, actor: Viewer | None) -> None:
    """Take back a reminder whose letters have not left.

    Raises:
        Missing: there is no such reminder.
        Conflict: its letters are written.
    """
    with transaction() as session:
        lock_round(round_id)
        row = session.scalar(
            select(Reminder)
            .where(Reminder.id == reminder_id, Reminder.round_id == round_id)
            .with_for_update()
        )
        if row is None:
            raise Missing
        if row.sent_at is not None:
            raise Conflict(_("These letters have left already."))
        session.delete(row)
        _record("panel.reminder_removed", round_id, row.at, actor)


def _record(action: str, round_id: int, at: datetime, actor: Viewer | None) -> None:
    audit.record(
        action,
        subject=("round", round_id),
        actor_id=actor.person_id if actor else None,
        payload={"at": at.isoformat()},
    )


def remind_panellists(now: datetime | None = None) -> int:
    """Write one letter to each panellist who is behind in a round with a reminder that is due.

    Any number of workers may do this at once: a reminder is claimed in the transaction of its
    letters. Several that are due together, because no worker ran, are one letter.

    Args:
        now: the instant to go by, UTC; this instant unless given.

    Returns:
        How many letters were written.
    """
    moment = now or clock.now()
    due = select(Reminder.round_id).where(Reminder.sent_at.is_(None), Reminder.at <= moment)
    rounds = db.session.scalars(due.distinct().order_by(Reminder.round_id)).all()
    return sum(_remind(round_id, moment) for round_id in rounds)


def _remind(round_id: int, moment: datetime) -> int:
    with transaction() as session:
        claimed = session.execute(
            update(Reminder)
            .where(Reminder.round_id == round_id, Reminder.sent_at.is_(None))
            .where(Reminder.at <= moment)
            .values(sent_at=moment)
        )
        if not (isinstance(claimed, CursorResult) and claimed.rowcount):
            return 0  # another worker was first
        card = schemes.round_card(round_id)
        return _write_to_those_behind(card, moment)


def _write_to_those_behind(card: RoundCard, moment: datetime) -> int:
    phase = phase_plan(card, moment).now
    over = card.scheme.ended_at is not None or closed.is_closed(card.id)
    if phase is None or not phase.may_score or over:
        return 0
    until = min((end for end in (phase.ends_at, card.judging_ends_at) if end), default=None)
    if until is not None and until < moment:
        return 0
    numbers = panellists(card.id)
    left = left_to_send(card.id, numbers)
    gone = people.has_left(numbers)
    behind = [number for number in numbers if left[number] and number not in gone]
    found = people.people_by_id(behind)
    for number in behind:
        reminder_letters.behind(found[number], card, left[number], until)
    return len(behind)
