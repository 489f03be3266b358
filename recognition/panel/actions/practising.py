"""Choosing the stories that everybody on a panel reads first, and giving them to everybody."""

from sqlalchemy import func, select

from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions import letters
from recognition.panel.actions.assigning import panellists, put
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.models import Assignment, PracticeStory
from recognition.panel.queries.interests import (
    candidates,
    holds,
    interested_in,
    judges,
    no_interest,
    standing,
)
from recognition.panel.rules import MOST_PRACTICE, why_not
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def add_practice(*, round_id: int, candidacy_id: int, actor: Viewer) -> None:
    """Have everybody on the panel read this story first, except those with an interest in it.

    A second time changes nothing.

    Raises:
        Missing: the nominee is not in this round, or not for the actor to see.
        Refused: there are `MOST_PRACTICE` already that the actor may know of.
    """
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        _check_within_reach(round_id, candidacy_id, actor)
        if session.get(PracticeStory, (round_id, candidacy_id)) is not None:
            return
        there = (
            select(func.count(PracticeStory.candidacy_id))
            .join(Candidacy, Candidacy.id == PracticeStory.candidacy_id)
            .where(PracticeStory.round_id == round_id, no_interest(actor.person_id))
        )
        if (session.scalar(there) or 0) >= MOST_PRACTICE:
            raise Refused(
                _("There are %(most)s to practise on. Take one back first.", most=MOST_PRACTICE)
            )
        session.add(PracticeStory(round_id=round_id, candidacy_id=candidacy_id))
        session.flush()
        give_practice(round_id=round_id, actor=actor)
        _tell_trail("panel.practice_added", candidacy_id, actor)


def end_practice(*, round_id: int, candidacy_id: int, actor: Viewer) -> None:
    """Let a story be like any other again; who has it to read keeps it.

    Raises:
        Missing: the nominee is not in this round, or not for the actor to see.
    """
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        _check_within_reach(round_id, candidacy_id, actor)
        row = session.get(PracticeStory, (round_id, candidacy_id))
        if row is not None:
            session.delete(row)
            _tell_trail("panel.practice_ended", candidacy_id, actor)


def give_practice(*, round_id: int, actor: Viewer) -> int:
    """Give the practice stories to everybody on the panel who does not read them yet.

    Returns:
        How many people were given something that the actor may know of; each who got anything has
        one letter.
    """
    card = schemes.round_card(round_id)
    with transaction():
        lock_round(round_id)
        closed.check_open(round_id)
        stories = list(
            db.session.scalars(
                select(Candidacy.id)
                .join(PracticeStory, PracticeStory.candidacy_id == Candidacy.id)
                .where(PracticeStory.round_id == round_id, standing())
            )
        )
        lock(*stories)
        pairs = _missing_pairs(round_id, stories)
        put(pairs)
        readers = {person_id for _story, person_id in pairs}
        for person_id, person in sorted(people.people_by_id(readers).items()):
            letters.given(person, card, sum(reader == person_id for _story, reader in pairs))
        hidden = interested_in(actor.person_id, round_id)
        return len({person_id for story, person_id in pairs if story not in hidden})


def _missing_pairs(round_id: int, stories: list[int]) -> list[tuple[int, int]]:
    rows = db.session.execute(
        select(Assignment.candidacy_id, Assignment.person_id).where(
            Assignment.candidacy_id.in_(stories), Assignment.ended_at.is_(None)
        )
    )
    reading = {(story, person_id) for story, person_id in rows}
    about = candidates(stories)
    return [
        (story, judge.person_id)
        for judge in judges(panellists(round_id))
        for story in sorted(stories)
        if (story, judge.person_id) not in reading and why_not(judge, about[story]) is None
    ]


def _check_within_reach(round_id: int, candidacy_id: int, actor: Viewer) -> None:
    mine = no_interest(actor.person_id)
    if not holds(candidacy_id, Candidacy.round_id == round_id, standing(), mine):
        raise Missing


def _tell_trail(action: str, candidacy_id: int, actor: Viewer) -> None:
    audit.record(action, subject=("candidacy", candidacy_id), actor_id=actor.person_id, payload={})
