"""What one person must not learn about yet or ever, in time for no statement to count it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from sqlalchemy import CompoundSelect, Select, literal, select, union_all

from recognition.database import read
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.queries.asking import ME, ROUND, asked_by
from recognition.panel.queries.held import is_held, is_used
from recognition.panel.queries.interests import known_to
from recognition.panel.rules import CHAIR
from recognition.people.models import Cover


def _owed() -> Select[int]:
    """Select the candidacies that `ME` is to read and has not sent scores for."""
    return (
        select(Candidacy.id)
        .join(Assignment, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == ROUND, Assignment.person_id == ME)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
    )


@dataclass(frozen=True)
class Hidden:
    """Candidacies that one person must not learn about: those they know, those they owe scores.

    `chairs`: they chair the panel, and do not only stand in for the chair. `absent` are those among
    the known ones whom an absent chair knows for whom they stand in.
    """

    known: frozenset[int]
    owed: frozenset[int]
    chairs: bool
    absent: frozenset[int] = frozenset()

    @property
    def name(self) -> str:
        """A short name for the set of all of them."""
        return digest(self.known | self.owed)


def hidden_from(person_id: int, round_id: int) -> Hidden:
    """Return what the results shown to this person are worked out without, in one statement.

    Where they stand in for an absent chair, also without whom that chair knows: nobody is shown
    more by standing in than the chair would be.
    """
    rows = read(_hidden(), round=round_id, **asked_by(person_id)).all()

    def of(kind: str) -> frozenset[int]:
        return frozenset(row.id for row in rows if row.why == kind)

    return Hidden(
        known=of("known") | of("absent"),
        owed=of("owed"),
        chairs=bool(of("chair")),
        absent=of("absent"),
    )


@cache
def _hidden() -> CompoundSelect[int, str]:
    known, absent = (known_to(who, ROUND).subquery() for who in (ME, _stands_in_for()))
    owed = _owed().subquery()
    return union_all(
        select(known.c.id, literal("known").label("why")),
        select(absent.c.id, literal("absent")),
        select(owed.c.id, literal("owed")),
        _chair(),
    )


def _stands_in_for() -> Select[int]:
    """Select for which chairs of a round `ME` stands in now, by number."""
    return (
        select(Cover.absent_id)
        .join(Appointment, Appointment.cover_id == Cover.id)
        .where(Appointment.round_id == ROUND, Appointment.person_id == ME, is_held())
    )


def _chair() -> Select[int, str]:
    """Select the seat of `ME` as the chair of a round, if they have it."""
    return select(Appointment.id, literal("chair")).where(
        Appointment.round_id == ROUND,
        Appointment.person_id == ME,
        Appointment.role == CHAIR,
        is_used(ME),
    )


def left_out(person_id: int, round_id: int) -> frozenset[int]:
    """Return whom this person knows in a round, and whom they have still to score themselves."""
    found = hidden_from(person_id, round_id)
    return found.known | found.owed


def digest(candidacy_ids: Collection[int]) -> str:
    """Return a short name for a set of candidacies."""
    return hashlib.sha256(",".join(map(str, sorted(candidacy_ids))).encode()).hexdigest()
