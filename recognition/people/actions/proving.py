"""Showing a second proof of who one is: a code of the app, or one from paper."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit.actions import record
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people import second_step_letters as letters
from recognition.people.actions.second_step_rows import code_digest, held, tell
from recognition.people.actions.sessions import SignedIn, go_on
from recognition.people.models import MissedCode, RecoveryCode, SecondStep
from recognition.people.queries import Viewer
from recognition.people.queries.second_steps import opened_key
from recognition.people.second_step_codes import (
    APP_DIGITS,
    MISSES_WITHIN,
    MOST_MISSES,
    counter_of,
    did_not_work,
    digits_of,
    pause_ends,
    please_wait,
)


@dataclass(frozen=True)
class Proved:
    """The session that goes on, and how many recovery codes are left if one was used."""

    signed_in: SignedIn
    codes_left: int | None


def prove(viewer: Viewer, typed: str) -> Proved:
    """Try a code. One that works starts a new session, which is proved, in place of this one.

    Every code that does not work is counted and on the trail; after the fifth in a quarter of an
    hour none is tried, whichever browser it comes from, and its owner is written to.

    Args:
        viewer: whoever types it.
        typed: six digits that the app shows, or the twelve of a recovery code.

    Raises:
        Missing: they have no second step, or were signed out meanwhile.
        Pause: too many codes did not work.
        Refused: this one did not, or it is not written like a code.
    """
    code, moment = digits_of(typed), clock.now()
    with transaction() as session:
        step = held(session, viewer.person_id)
        if step is None:
            raise Missing
        misses = _misses(session, viewer.person_id, moment)
        pause = pause_ends(misses)
        if pause is None:
            if _fits(session, step, code, moment):
                return _proved(session, viewer, step, by_paper=len(code) != APP_DIGITS)
            _missed(session, viewer, moment, number=len(misses) + 1)
    raise _refusal(pause)


def _refusal(pause: datetime | None) -> Refused:
    if pause is None:
        return did_not_work()
    # the minute that is said has to be over
    return please_wait(clock.spoken_time(pause + timedelta(seconds=59)))


def _misses(session: Session, person_id: int, moment: datetime) -> list[datetime]:
    """Return when codes were typed lately that did not work; older ones are forgotten."""
    session.execute(
        delete(MissedCode).where(
            MissedCode.person_id == person_id, MissedCode.at <= moment - MISSES_WITHIN
        )
    )
    return list(session.scalars(select(MissedCode.at).where(MissedCode.person_id == person_id)))


def _fits(session: Session, step: SecondStep, code: str, moment: datetime) -> bool:
    """Tell whether a code works, and use it up."""
    if len(code) != APP_DIGITS:
        used = session.execute(
            update(RecoveryCode)
            .where(RecoveryCode.second_step_id == step.id, RecoveryCode.used_at.is_(None))
            .where(RecoveryCode.digest == code_digest(code, step.person_id))
            .values(used_at=moment)
        )
        return isinstance(used, CursorResult) and used.rowcount == 1
    key = opened_key(step.key, step.person_id)
    counter = counter_of(code, key, at=moment, after=step.last_counter) if key else None
    if counter is None:
        return False
    step.last_counter = counter
    return True


def _proved(session: Session, viewer: Viewer, step: SecondStep, *, by_paper: bool) -> Proved:
    signed_in = go_on(session, viewer, how="recovery code" if by_paper else "second step")
    if not by_paper:
        return Proved(signed_in, None)
    left = session.scalar(
        select(func.count(RecoveryCode.id)).where(
            RecoveryCode.second_step_id == step.id, RecoveryCode.used_at.is_(None)
        )
    )
    tell(session, viewer.person_id, letters.recovery_code_used(left or 0))
    return Proved(signed_in, left or 0)


def _missed(session: Session, viewer: Viewer, moment: datetime, *, number: int) -> None:
    session.add(MissedCode(person_id=viewer.person_id, at=moment))
    record("people.code_missed", subject=("person", viewer.person_id), actor_id=viewer.person_id)
    if number == MOST_MISSES:
        tell(session, viewer.person_id, letters.paused())
