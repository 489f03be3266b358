"""What one person must not learn about yet or ever, in time for no statement to count it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, literal, select, union_all

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.queries.held import is_held, is_used
from recognition.panel.queries.interests import known_to
from recognition.panel.rules import CHAIR
from recognition.people.models import Cover


def _owed(person_id: int, round_id: int) -> Select[int]:
    """Select the candidacies that this person is to read and has not sent scores for."""
    return (
        select(Candidacy.id)
        .join(Assignment, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == round_id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
    )


@dataclass(frozen=True)
class Hidden:
    """Candidacies that one person must not learn about: those they know, those they owe scores.

    `chairs`: they chair the panel, and do not only stand in for the chair.
    """

    known: frozenset[int]
    owed: frozenset[int]
    chairs: bool

    @property
    def name(self) -> str:
        """A short name for the set of all of them."""
        return digest(self.known | self.owed)


def hidden_from(person_id: int, round_id: int) -> Hidden:
    """Return what the results shown to this person are worked out without, in one statement.

    Where they stand in for an absent chair, also without whom that chair knows: nobody is shown
    more by standing in than the chair would be.
    """
    knowing = (person_id, _stands_in_for(person_id, round_id))
    known = [known_to(who, round_id).subquery() for who in knowing]
    owed = _owed(person_id, round_id).subquery()
    rows = db.session.execute(
        union_all(
            *(select(one.c.id, literal("known")) for one in known),
            select(owed.c.id, literal("owed")),
            _chair(person_id, round_id),
        )
    ).all()

    def of(kind: str) -> frozenset[int]:
        return frozenset(number for number, why in rows if why == kind)

    return Hidden(known=of("known"), owed=of("owed"), chairs=bool(of("chair")))


def _stands_in_for(person_id: int, round_id: int) -> Select[int]:
    """Select for which chairs of a round this person stands in now, by number."""
    return (
        select(Cover.absent_id)
        .join(Appointment, Appointment.cover_id == Cover.id)
        .where(Appointment.round_id == round_id, Appointment.person_id == person_id, is_held())
    )


def _chair(person_id: int, round_id: int) -> Select[int, str]:
    """Select this person's seat as the chair of a round, if they have it."""
    return select(Appointment.id, literal("chair")).where(
        Appointment.round_id == round_id,
        Appointment.person_id == person_id,
        Appointment.role == CHAIR,
        is_used(person_id),
    )


def left_out(person_id: int, round_id: int) -> frozenset[int]:
    """Return whom this person knows in a round, and whom they have still to score themselves."""
    found = hidden_from(person_id, round_id)
    return found.known | found.owed


def digest(candidacy_ids: Collection[int]) -> str:
    """Return a short name for a set of candidacies."""
    return hashlib.sha256(",".join(map(str, sorted(candidacy_ids))).encode()).hexdigest()
