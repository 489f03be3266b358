"""Saying how long things are kept, whether they go by themselves, and what is on hold."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Missing, Refused
from recognition.people.queries import Viewer
from recognition.privacy.actions.retention import turn
from recognition.privacy.models import Hold, RetentionPeriod
from recognition.privacy.queries import retention as queries
from recognition.privacy.retention_plan import check_hold, check_reason, read_length
from recognition.privacy.retention_schedule import KINDS
from recognition.words import _


def set_periods(typed: Mapping[str, str], *, automatic: bool, actor: Viewer) -> None:
    """Keep what was typed for each kind; what is not named stays as it is.

    Args:
        typed: a whole number by kind, in the unit of the kind.
        automatic: whether things go by themselves every day.
        actor: the administrator.

    Raises:
        Refused: a number is none, or outside what is allowed.
    """
    now = clock.now()
    wanted = {key: read_length(KINDS[key], text) for key, text in typed.items() if key in KINDS}
    with transaction() as session:
        setting = turn(session)
        changed: dict[str, object] = {}
        for period in queries.periods(now):
            key = period.kind.key
            length = wanted.get(key, period.length)
            if length != period.length:
                changed[key] = {"before": period.length, "after": length}
                session.merge(
                    RetentionPeriod(kind=key, length=length, set_at=now, set_by_id=actor.person_id)
                )
        if setting.automatic != automatic:
            changed["automatic"] = {"before": setting.automatic, "after": automatic}
            setting.automatic = automatic
        if changed:
            audit.record(
                "privacy.retention_set",
                subject=("organisation", actor.organisation_id),
                actor_id=actor.person_id,
                payload=changed,
            )


def place_hold(
    *, email: str, round_id: int | None, reason: str, until: datetime | None, actor: Viewer
) -> int:
    """Keep everything of a person, or of a round, until an instant, UTC; return its number.

    Raises:
        Refused: neither or both are named, nobody has the address, or the day will not do.
    """
    now = clock.now()
    if bool(email.strip()) == (round_id is not None):
        raise Refused(_("Name a person or choose a round: one of the two."), field="email")
    person_id = queries.by_address(email) if email.strip() else None
    if round_id is None and person_id is None:
        raise Refused(_("Nobody here has this address."), field="email")
    why, end = check_reason(reason), check_hold(until=until, now=now)
    with transaction() as session:
        turn(session)  # nothing is erased or disposed of meanwhile
        row = Hold(
            person_id=person_id,
            round_id=round_id,
            reason=why,
            until=end,
            placed_at=now,
            placed_by_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        audit.record(
            "privacy.hold_placed",
            subject=("round", round_id) if round_id is not None else ("person", person_id or 0),
            actor_id=actor.person_id,
            payload={"reason": why, "until": end.isoformat(timespec="seconds")},
        )
        return row.id


def end_hold(hold_id: int, *, actor: Viewer) -> None:
    """Let things of a person or a round go again, as the schedule says.

    Raises:
        Missing: there is no such hold, or it has ended.
    """
    with transaction() as session:
        row = session.scalar(
            select(Hold).where(Hold.id == hold_id, Hold.ended_at.is_(None)).with_for_update()
        )
        if row is None:
            raise Missing
        row.ended_at, row.ended_by_id = clock.now(), actor.person_id
        held = ("round", row.round_id) if row.round_id is not None else ("person", row.person_id)
        audit.record(
            "privacy.hold_ended",
            subject=(held[0], held[1] or 0),
            actor_id=actor.person_id,
        )
