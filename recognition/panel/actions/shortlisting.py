"""From many to few: the shortlist, which more readers score afresh."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, delete, select, update

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.nominations.models import Candidacy
from recognition.panel import closed
from recognition.panel.actions.locking import lock, lock_round
from recognition.panel.actions.tallying import recount
from recognition.panel.models import Assignment, Review, Shortlisted
from recognition.panel.queries.interests import candidates, judges, standing
from recognition.panel.queries.rights import is_chair, leads
from recognition.panel.rules import why_not
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def shortlist(*, round_id: int, candidacy_ids: Collection[int], actor: Viewer) -> int:
    """Put nominees on the shortlist, in addition to those who are on it.

    What is not sent by then in their categories leaves the readers' lists. The scores that they
    got in the first reading rest and no longer count; readers are given to them anew.

    Returns:
        How many were added.

    Raises:
        Missing: the scheme makes no shortlist, or a nominee is not for the actor to lead on.
        Refused: nobody was chosen, or the round is closed.
    """
    if not schemes.round_card(round_id).scheme.two_stages:
        raise Missing
    wanted = set(candidacy_ids)
    if not wanted:
        raise Refused(_("Choose at least one nominee."), field="chosen")
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        _check_within_reach(round_id, wanted, actor)
        theirs = select(Candidacy.category_id).where(Candidacy.id.in_(wanted))
        here = select(Candidacy.id).where(
            Candidacy.round_id == round_id, Candidacy.category_id.in_(theirs)
        )
        _check_begun(round_id, wanted, actor)
        lock(*session.scalars(here))  # all, because a reading of any of them may be sent meanwhile
        there = select(Shortlisted.candidacy_id).where(Shortlisted.candidacy_id.in_(wanted))
        added = sorted(wanted - set(session.scalars(there)))
        now = clock.now()
        sent = select(Review.assignment_id).where(Review.sent_at.is_not(None))
        _end(now, Assignment.candidacy_id.in_(here), Assignment.id.not_in(sent))
        _end(now, Assignment.candidacy_id.in_(added))
        session.add_all(
            Shortlisted(candidacy_id=number, made_at=now, made_by_id=actor.person_id)
            for number in added
        )
        session.flush()
        for number in added:
            recount(number)
        _record("panel.shortlisted", round_id, actor, {"nominees": added})
        return len(added)


def end_shortlist(*, round_id: int, actor: Viewer) -> None:
    """Take the whole shortlist back; the scores of the first reading count again.

    Raises:
        Missing: there is none, or the actor does not chair the panel.
        Refused: somebody has begun to score it, or the round is closed.
    """
    with transaction() as session:
        lock_round(round_id)
        closed.check_open(round_id)
        if not is_chair(actor.person_id, round_id):
            raise Missing
        listed = set(
            session.scalars(
                select(Shortlisted.candidacy_id)
                .join(Candidacy, Candidacy.id == Shortlisted.candidacy_id)
                .where(Candidacy.round_id == round_id)
            )
        )
        if not listed:
            raise Missing
        lock(*listed)
        second = (Assignment.candidacy_id.in_(listed), Assignment.stage == 2)
        begun = select(Review.id).join(Assignment, Assignment.id == Review.assignment_id)
        if session.scalar(begun.where(*second).limit(1)) is not None:
            raise Refused(_("Somebody has begun to score the shortlist, so it stays."))
        session.execute(delete(Assignment).where(*second))
        for row in _rested(listed):
            row.ended_at = None
        session.execute(delete(Shortlisted).where(Shortlisted.candidacy_id.in_(listed)))
        for number in sorted(listed):
            recount(number)
        _record("panel.shortlist_ended", round_id, actor, {"nominees": sorted(listed)})


def _check_begun(round_id: int, wanted: Collection[int], actor: Viewer) -> None:
    """Refuse a deputy who would begin the shortlist of a category: the chair does.

    Otherwise the chair could tell from their own table that somebody they know is on it.
    """
    if is_chair(actor.person_id, round_id):
        return
    mine = set(db.session.scalars(select(Candidacy.category_id).where(Candidacy.id.in_(wanted))))
    begun = set(
        db.session.scalars(
            select(Candidacy.category_id)
            .join(Shortlisted, Shortlisted.candidacy_id == Candidacy.id)
            .where(Candidacy.round_id == round_id)
        )
    )
    if not mine <= begun:
        raise Refused(_("The chair begins the shortlist of a category. Add to it after that."))


def _end(now: datetime, *conditions: ColumnElement[bool]) -> None:
    """End what is still to read in the first reading."""
    db.session.execute(
        update(Assignment)
        .where(*conditions, Assignment.stage == 1, Assignment.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )


def _rested(listed: Collection[int]) -> list[Assignment]:
    """Return the sent first readings that the shortlist ended, without those who know a nominee."""
    rows = db.session.scalars(
        select(Assignment)
        .join(Shortlisted, Shortlisted.candidacy_id == Assignment.candidacy_id)
        .join(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.candidacy_id.in_(listed), Assignment.stage == 1)
        .where(Assignment.ended_at == Shortlisted.made_at, Review.sent_at.is_not(None))
    ).all()
    facts = candidates(listed)
    known = {judge.person_id: judge for judge in judges({row.person_id for row in rows})}
    return [row for row in rows if not why_not(known[row.person_id], facts[row.candidacy_id])]


def _check_within_reach(round_id: int, wanted: Collection[int], actor: Viewer) -> None:
    found = db.session.scalars(
        select(Candidacy.id).where(
            Candidacy.id.in_(wanted),
            Candidacy.round_id == round_id,
            standing(),
            leads(actor.person_id),
        )
    )
    if set(found) != set(wanted):
        raise Missing


def _record(action: str, round_id: int, actor: Viewer, payload: dict[str, object]) -> None:
    audit.record(action, subject=("round", round_id), actor_id=actor.person_id, payload=payload)
