"""What this room keeps of people, and when two records of one person cannot be one yet.

One person has one seat of a kind on a panel, and scores a nominee once.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from recognition import clock
from recognition.nominations.models import Candidacy
from recognition.panel.models import (
    Appointment,
    Assignment,
    DiscussionNote,
    Interest,
    Review,
    Shortlisted,
)
from recognition.panel.rules import DISMISSED
from recognition.people.actions import Held, Holdings, Moved
from recognition.schemes.models import Round
from recognition.words import _, later

LED = later("What they do on panels")
SEAT = ("appointed_at", "ended_at", "cover_id")
INTEREST = ("state", "reason", "declared_at", "pinned_by_id")
SEATS, INTERESTS, STAGES = "appointment contents", "interest contents", "assignment swapped"


def clash(session: Session, kept: int, other: int) -> str:
    """Say why two records cannot be one: both sit on a panel, or both read a nominee."""
    round_ = _both_sit(session, kept, other)
    if round_ is not None:
        return _(
            "Both sit on the panel of %(round)s, and one person has one seat. End the seat of one "
            "of them first, on the page of that panel.",
            round=round_,
        )
    round_ = _both_read(session, kept, other)
    if round_ is not None:
        return _(
            "Both read the same nominee in %(round)s, and one person’s scores count once. Ask "
            "whoever leads that panel to open one of the two reviews again and to take that "
            "nominee away from them.",
            round=round_,
        )
    return ""


def _both_sit(session: Session, kept: int, other: int) -> str | None:
    twin = aliased(Appointment)
    return session.scalar(
        select(Round.name)
        .join(Appointment, Appointment.round_id == Round.id)
        .join(twin, twin.round_id == Round.id)
        .where(Appointment.person_id == kept, Appointment.ended_at.is_(None))
        .where(twin.person_id == other, twin.ended_at.is_(None))
        .order_by(Round.id)
        .limit(1)
    )


def _both_read(session: Session, kept: int, other: int) -> str | None:
    """Find a nominee whom both read; a reading that ended without scores is none."""
    twin, mine, theirs = aliased(Assignment), aliased(Review), aliased(Review)
    return session.scalar(
        select(Round.name)
        .select_from(Assignment)
        .join(
            twin,
            and_(twin.candidacy_id == Assignment.candidacy_id, twin.stage == Assignment.stage),
        )
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .outerjoin(mine, mine.assignment_id == Assignment.id)
        .outerjoin(theirs, theirs.assignment_id == twin.id)
        .where(Assignment.person_id == kept, twin.person_id == other)
        .where(or_(Assignment.ended_at.is_(None), mine.sent_at.is_not(None)))
        .where(or_(twin.ended_at.is_(None), theirs.sent_at.is_not(None)))
        .order_by(Round.id)
        .limit(1)
    )


def move(session: Session, kept: int, other: int) -> Moved:
    """Let what counts win where both have a row and only one can stand.

    A seat in use wins over one that ended, an interest over the word that there is none, and a
    reading over one that ended.
    """
    seats = _pairs(session, Appointment, kept, other, ("round_id", "role"))
    used = [(a, b) for a, b in seats if _is_held(b) and not _is_held(a)]
    interests = [
        pair
        for beside in ("candidacy_id", "about_id")
        for pair in _pairs(session, Interest, kept, other, (beside,))
    ] + _pairs(session, Interest, kept, other, ("person_id",), column="about_id")
    said = [(a, b) for a, b in interests if a.state == DISMISSED and b.state != DISMISSED]
    readings = _pairs(session, Assignment, kept, other, ("candidacy_id", "stage"))
    read = [(a, b) for a, b in readings if b.ended_at is None and a.ended_at is not None]
    for one, two in used:
        _exchange(one, two, SEAT)
    for one, two in said:
        _exchange(one, two, INTEREST)
    for one, two in read:
        _swap(session, one, two)
    moved = {SEATS: _ids(used), INTERESTS: _ids(said), STAGES: _ids(read)}
    return {name: pairs for name, pairs in moved.items() if pairs}


def move_back(session: Session, kept: int, other: int, moved: Mapping[str, list[Any]]) -> None:
    """Exchange again what `move` exchanged."""
    for name, table, parts in ((SEATS, Appointment, SEAT), (INTERESTS, Interest, INTEREST)):
        for one, two in _found(session, table, moved.get(name, [])):
            _exchange(one, two, parts)
    for one, two in _found(session, Assignment, moved.get(STAGES, [])):
        if (one.person_id, two.person_id) == (other, kept):
            _swap(session, one, two)


def _pairs(
    session: Session, table: Any, kept: int, other: int, beside: Sequence[str],
    column: str = "person_id",
) -> list[tuple[Any, Any]]:  # fmt: skip
    """Return the rows of both that agree in everything `beside`: of the kept one first."""
    twin = aliased(table)
    same = (getattr(twin, name) == getattr(table, name) for name in beside)
    rows = session.execute(
        select(table, twin)
        .join(twin, and_(*same))
        .where(getattr(table, column) == kept, getattr(twin, column) == other)
        .order_by(table.id)
    )
    return [(one, two) for one, two in rows]


def _found(session: Session, table: Any, pairs: Sequence[Sequence[int]]) -> list[tuple[Any, Any]]:
    rows = [(session.get(table, one), session.get(table, two)) for one, two in pairs]
    return [(one, two) for one, two in rows if one is not None and two is not None]


def _is_held(seat: Appointment) -> bool:
    """Tell whether a seat is held now, as `is_held` does in a statement."""
    if seat.ended_at is None:
        return True
    return seat.cover_id is not None and seat.appointed_at <= clock.now() < seat.ended_at


def _ids(pairs: Sequence[tuple[Any, Any]]) -> list[list[int]]:
    return [[one.id, two.id] for one, two in pairs]


def _exchange(one: Any, two: Any, parts: Sequence[str]) -> None:
    for part in parts:
        mine, theirs = getattr(one, part), getattr(two, part)
        setattr(one, part, theirs)
        setattr(two, part, mine)


def _swap(session: Session, one: Assignment, two: Assignment) -> None:
    """Exchange whose two readings are: reviews belong to a reading and stay with it.

    No nominee has two readings of one person at any moment, so one steps aside meanwhile.
    """
    stage, mine, theirs = one.stage, one.person_id, two.person_id
    one.stage = -stage
    session.flush()
    one.person_id, two.person_id = theirs, mine
    session.flush()
    one.stage = stage
    session.flush()


PEOPLE = Holdings(
    (
        Held(
            Appointment.person_id,
            later("Seats on panels"),
            alone=(Appointment.round_id, Appointment.role),
        ),
        Held(
            Interest.person_id,
            LED,
            alone=(Interest.candidacy_id,),
            among=lambda i: i.about_id.is_(None),
        ),
        Held(
            Interest.person_id,
            LED,
            alone=(Interest.about_id,),
            among=lambda i: i.about_id.is_not(None),
        ),
        Held(Interest.about_id, later("What panels keep about them"), alone=(Interest.person_id,)),
        Held(Interest.pinned_by_id, LED),
        Held(Assignment.person_id, LED, alone=(Assignment.candidacy_id, Assignment.stage)),
        Held(DiscussionNote.person_id, LED),
        Held(Shortlisted.made_by_id, LED),
    ),
    clash=clash,
    move=move,
    move_back=move_back,
)
