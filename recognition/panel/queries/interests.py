"""Interests: as conditions that a statement applies before it counts or sorts, and as facts."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    FromClause,
    ScalarSelect,
    Select,
    SQLColumnExpression,
    and_,
    exists,
    not_,
    or_,
    select,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import is_live
from recognition.panel.models import Assignment, Interest, Review, Shortlisted
from recognition.panel.rules import DISMISSED, Candidate, Judge
from recognition.people.models import Person
from recognition.steering import looked_up

# made once: an alias copies every column of its table, which takes longer than asking the database
Me = aliased(Person)
Nominee = aliased(Person)
Mate = aliased(Candidacy)
Who = int | SQLColumnExpression[int]
"""A person by number, a column of numbers, or a parameter such as `asking.ME`."""


def standing() -> ColumnElement[bool]:
    """Hold for a candidacy with at least one nomination that was accepted and not withdrawn."""
    return exists().where(Nomination.candidacy_id == Candidacy.id, is_live())


def stands() -> ColumnElement[bool]:
    """Hold as `standing` does, where a statement comes to few candidacies another way."""
    return looked_up(Nomination.id, Nomination.candidacy_id == Candidacy.id, is_live())


def on_the_list() -> ColumnElement[bool]:
    """Hold for a candidacy on its category's shortlist, or for all where there is none."""
    # on its own, so that it is looked up once and not for every candidacy; an outer join, so that
    # it begins with the shortlist, which is short
    made = (
        select(Mate.round_id, Mate.category_id)
        .select_from(Shortlisted)
        .outerjoin(Mate, Mate.id == Shortlisted.candidacy_id)
    )
    listed = exists().where(Shortlisted.candidacy_id == Candidacy.id)
    return or_(listed, tuple_(Candidacy.round_id, Candidacy.category_id).not_in(made))


def no_interest(person_id: Who) -> ColumnElement[bool]:
    """Hold for a candidacy in which this person has no interest, declared or plain to see.

    The same facts as `rules.why_not`, said to the database.
    """
    return not_(has_interest(person_id))


def has_interest(person_id: Who, *around: FromClause | type[Any]) -> ColumnElement[bool]:
    """Hold for a candidacy in which this person has an interest, declared or plain to see.

    Args:
        person_id: a person by number, or a column of numbers.
        around: the table of that column, where it stands in a statement around this condition.
    """
    outer = (Candidacy, *around)
    mine = and_(Interest.person_id == person_id, Interest.state != DISMISSED)
    facts = (
        exists().where(Interest.candidacy_id == Candidacy.id, mine),
        exists().where(Interest.about_id == Candidacy.person_id, mine),
        exists().where(
            Nomination.candidacy_id == Candidacy.id,
            Nomination.nominator_id == person_id,  # also when they withdrew it
        ),
        # further posts: records that were made one with theirs keep their team and manager
        exists().where(Me.id == person_id, Me.team_id == Candidacy.team_id),
        exists().where(Me.merged_into_id == person_id, Me.team_id == Candidacy.team_id),
        exists().where(Nominee.id == Candidacy.person_id, Nominee.manager_id == person_id),
        exists().where(
            Nominee.merged_into_id == Candidacy.person_id, Nominee.manager_id == person_id
        ),
    )
    own = Candidacy.person_id.is_not_distinct_from(person_id)
    return or_(own, *(fact.correlate(*outer) for fact in facts))


def interested_in(person_id: int, round_id: int) -> frozenset[int]:
    """Return the candidacies of a round in which this person has an interest, by number."""
    return frozenset(db.session.scalars(known_to(person_id, round_id)))


def in_round(round_id: int | BindParameter[int] | ScalarSelect[int]) -> ColumnElement[bool]:
    """Hold for a candidacy of a round, where a statement comes to few candidacies another way.

    Added to nothing, so that no database begins with all candidacies of the round: SQLite would
    without statistics, and PostgreSQL where it takes every round for an average one.
    """
    return Candidacy.round_id + 0 == round_id


def known_to(
    person_id: int | BindParameter[int] | Select[int], round_id: int | BindParameter[int]
) -> CompoundSelect[int]:
    """Select the candidacies of a round in which this person has an interest.

    The same truth as `has_interest`, but it starts from what is known of the person and never
    looks at every candidacy.

    Args:
        person_id: a person by number, or a statement that selects several.
        round_id: the round.
    """

    def theirs(column: SQLColumnExpression[Any]) -> ColumnElement[bool]:
        return column.in_(person_id) if isinstance(person_id, Select) else column == person_id

    mine = select(Candidacy.id).where(in_round(round_id))
    said = (theirs(Interest.person_id), Interest.state != DISMISSED)
    posts = [select(Person.team_id).where(theirs(by)) for by in (Person.id, Person.merged_into_id)]
    return union(
        mine.join(Interest, Interest.candidacy_id == Candidacy.id).where(*said),
        mine.join(Interest, Interest.about_id == Candidacy.person_id).where(*said),
        mine.join(Nomination, Nomination.candidacy_id == Candidacy.id).where(
            theirs(Nomination.nominator_id)
        ),
        mine.join(Person, Person.id == Candidacy.person_id).where(theirs(Person.manager_id)),
        mine.join(Person, Person.merged_into_id == Candidacy.person_id).where(
            theirs(Person.manager_id)
        ),
        mine.where(theirs(Candidacy.person_id)),
        *(mine.where(Candidacy.team_id.in_(teams)) for teams in posts),
    )


def acquainted(people: Select[int], round_id: int | BindParameter[int]) -> CompoundSelect[int, int]:
    """Select who of several people has an interest in which candidacy of a round, but by a team.

    Those by a team, which are the same for everybody on it, are left to whoever asks.
    """
    said = (Interest.person_id.in_(people), Interest.state != DISMISSED)
    return union_all(
        select(Candidacy.id, Interest.person_id)
        .join(Interest, Interest.candidacy_id == Candidacy.id)
        .where(in_round(round_id), *said),
        select(Candidacy.id, Interest.person_id)
        .join(Interest, Interest.about_id == Candidacy.person_id)
        .where(in_round(round_id), *said),
        select(Candidacy.id, Nomination.nominator_id)
        .join(Nomination, Nomination.candidacy_id == Candidacy.id)
        .where(in_round(round_id), Nomination.nominator_id.in_(people)),
        select(Candidacy.id, Person.manager_id)
        .join(Person, Person.id == Candidacy.person_id)
        .where(in_round(round_id), Person.manager_id.in_(people)),
        select(Candidacy.id, Person.manager_id)
        .join(Person, Person.merged_into_id == Candidacy.person_id)
        .where(in_round(round_id), Person.manager_id.in_(people)),
        select(Candidacy.id, Candidacy.person_id).where(
            in_round(round_id), Candidacy.person_id.in_(people)
        ),
    )


def assigned_to(person_id: Who) -> ColumnElement[bool]:
    """Hold for a candidacy that this person is to read."""
    given = exists().where(
        Assignment.candidacy_id == Candidacy.id,
        Assignment.person_id == person_id,
        Assignment.ended_at.is_(None),
    )
    return given.correlate(Candidacy)  # whatever else the statement around it reads


def owes_scores(person_id: Who) -> ColumnElement[bool]:
    """Hold for a candidacy that this person is to read and has not sent scores for.

    Until they have, they see nothing that tells what others think of it.
    """
    sent = exists().where(Review.assignment_id == Assignment.id, Review.sent_at.is_not(None))
    return exists().where(
        and_(
            Assignment.candidacy_id == Candidacy.id,
            Assignment.person_id == person_id,
            Assignment.ended_at.is_(None),
            not_(sent),
        )
    )


def holds(candidacy_id: int, *conditions: ColumnElement[bool]) -> bool:
    """Tell whether the conditions hold for one candidacy."""
    statement = select(Candidacy.id).where(Candidacy.id == candidacy_id, *conditions)
    return db.session.scalar(statement) is not None


def candidates(candidacy_ids: Collection[int]) -> dict[int, Candidate]:
    """Return the facts about interests of several candidacies, in three statements."""
    wanted = set(candidacy_ids)
    record = or_(Person.id == Candidacy.person_id, Person.merged_into_id == Candidacy.person_id)
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.person_id, Candidacy.team_id, Person.manager_id)
        .outerjoin(Person, record)
        .where(Candidacy.id.in_(wanted))
    ).all()
    nominators, declared = defaultdict[int, set[int]](set), defaultdict[int, set[int]](set)
    managers = defaultdict[int, set[int]](set)
    for number, person_id in db.session.execute(
        select(Nomination.candidacy_id, Nomination.nominator_id).where(
            Nomination.candidacy_id.in_(wanted)
        )
    ):
        if person_id is not None:  # somebody without an account
            nominators[number].add(person_id)
    for number, _person_id, _team_id, manager in rows:
        if manager is not None:
            managers[number].add(manager)
    about = or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id)
    for number, person_id in db.session.execute(
        select(Candidacy.id, Interest.person_id)
        .join(Interest, about)
        .where(Candidacy.id.in_(wanted), Interest.state != DISMISSED)
    ):
        declared[number].add(person_id)
    return {
        number: Candidate(
            person_id=person_id,
            team_id=team_id,
            nominators=frozenset(nominators[number]),
            managers=frozenset(managers[number]),
            declared=frozenset(declared[number]),
        )
        for number, person_id, team_id, _manager in rows
    }


def judges(person_ids: Collection[int]) -> list[Judge]:
    """Return the facts about interests of several people, by number."""
    wanted = set(person_ids)
    rows = db.session.execute(
        select(Person.id, Person.team_id, Person.merged_into_id)
        .where(or_(Person.id.in_(wanted), Person.merged_into_id.in_(wanted)))
        .order_by(Person.id)
    ).all()
    further = defaultdict[int, set[int]](set)
    for _number, team_id, into in rows:
        if into is not None and team_id is not None:
            further[into].add(team_id)
    return [
        Judge(number, team_id, frozenset(further[number]))
        for number, team_id, _into in rows
        if number in wanted
    ]
