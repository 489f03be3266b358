"""What one person must not learn about yet or ever, in time for no statement to count it."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CompoundSelect, Select, literal, select, union, union_all

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.panel.models import Assignment, Interest, Review
from recognition.panel.rules import DISMISSED
from recognition.people.models import Person


def interested_in(person_id: int, round_id: int) -> frozenset[int]:
    """Return the candidacies of a round in which this person has an interest, in one statement.

    The same facts as `interests.no_interest`, asked from the person's side, so that nothing has
    to be read about the others.
    """
    return frozenset(db.session.scalars(_known(person_id, round_id)))


def _known(person_id: int, round_id: int) -> CompoundSelect[int]:
    here = select(Candidacy.id).where(Candidacy.round_id == round_id)
    knows = (Interest.person_id == person_id, Interest.state != DISMISSED)
    team = select(Person.team_id).where(Person.id == person_id).scalar_subquery()
    return union(
        here.join(Interest, Interest.candidacy_id == Candidacy.id).where(*knows),
        here.join(Interest, Interest.about_id == Candidacy.person_id).where(*knows),
        here.join(Nomination, Nomination.candidacy_id == Candidacy.id).where(
            Nomination.nominator_id == person_id
        ),
        here.where(Candidacy.person_id == person_id),
        here.where(Candidacy.team_id == team),
        here.join(Person, Person.id == Candidacy.person_id).where(Person.manager_id == person_id),
    )


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
    """Candidacies that one person must not learn about: those they know, those they owe scores."""

    known: frozenset[int]
    owed: frozenset[int]

    @property
    def name(self) -> str:
        """A short name for the set of all of them."""
        return digest(self.known | self.owed)


def hidden_from(person_id: int, round_id: int) -> Hidden:
    """Return what the results shown to this person are worked out without, in one statement."""
    known = _known(person_id, round_id).subquery()
    owed = _owed(person_id, round_id).subquery()
    rows = db.session.execute(
        union_all(select(known.c.id, literal("known")), select(owed.c.id, literal("owed")))
    ).all()
    return Hidden(
        frozenset(number for number, why in rows if why == "known"),
        frozenset(number for number, why in rows if why == "owed"),
    )


def left_out(person_id: int, round_id: int) -> frozenset[int]:
    """Return whom this person knows in a round, and whom they have still to score themselves."""
    found = hidden_from(person_id, round_id)
    return found.known | found.owed


def digest(candidacy_ids: Collection[int]) -> str:
    """Return a short name for a set of candidacies."""
    return hashlib.sha256(",".join(map(str, sorted(candidacy_ids))).encode()).hexdigest()
