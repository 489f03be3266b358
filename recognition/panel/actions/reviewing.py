"""Saving and sending scores, stepping back, reopening; and the tally they add up to."""

from datetime import datetime

from sqlalchemy import delete, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing, Refused
from recognition.nominations import queries as nominations
from recognition.panel.actions import letters
from recognition.panel.actions.locking import under_lock
from recognition.panel.models import Appointment, Assignment, Interest, Review, Score, Tally
from recognition.panel.queries.interests import holds, no_interest
from recognition.panel.queries.rights import may_read, may_score
from recognition.panel.queries.sheets import criteria_of
from recognition.panel.rules import (
    CHAIR,
    Written,
    check_complete,
    check_may_score,
    totals,
    weighted_mean,
)
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def save_review(
    *, candidacy_id: int, written: Written, edition: int, received: datetime, actor: Viewer
) -> int:
    """Keep what a panellist wrote so far, for them alone.

    Args:
        candidacy_id: what they read.
        written: everything on the sheet; what is empty is emptied.
        edition: the number of saves that their page knew of; 0 before the first.
        received: instant at which the request came in, UTC.
        actor: the panellist.

    Returns:
        The new edition.

    Raises:
        Missing: it is not theirs to score.
        Refused: it is sent, or judging has ended.
        Conflict: it was saved meanwhile.
    """
    return _keep(candidacy_id, written, edition, received, actor, send=False)


def send_review(
    *, candidacy_id: int, written: Written, edition: int, received: datetime, actor: Viewer
) -> int:
    """Send a panellist's scores: they are locked, and count. Arguments as for `save_review`.

    Raises:
        Missing: it is not theirs to score.
        Refused: a criterion is not answered, it is sent, or judging has ended.
        Conflict: it was saved meanwhile.
    """
    return _keep(candidacy_id, written, edition, received, actor, send=True)


def _keep(
    candidacy_id: int,
    written: Written,
    edition: int,
    received: datetime,
    actor: Viewer,
    *,
    send: bool,
) -> int:
    if not may_score(actor, candidacy_id):
        raise Missing
    card = schemes.round_card(nominations.candidacy(candidacy_id).round_id)
    criteria = {criterion.id: criterion for criterion in criteria_of(card.version_id)}
    points = {key: value for key, value in written.points.items() if key in criteria}
    if send:
        check_complete(points, {key: criterion.name for key, criterion in criteria.items()})
    mean = weighted_mean(points, {key: criterion.weight for key, criterion in criteria.items()})
    with transaction():
        assignment, review = under_lock(candidacy_id, actor.person_id)
        check_may_score(
            sent=review is not None and review.sent_at is not None,
            edition=review.edition if review else 0,
            seen=edition,
            ends=card.judging_ends_at,
            received=received,
        )
        if review is None:
            review = Review(assignment_id=assignment.id, edition=0)
            db.session.add(review)
        review.comment, review.note, review.mean = written.comment, written.note, mean
        review.edition += 1
        review.saved_at = clock.now()
        review.sent_at = review.saved_at if send else None
        db.session.flush()
        db.session.execute(delete(Score).where(Score.review_id == review.id))
        db.session.add_all(
            Score(review_id=review.id, criterion_id=key, points=value)
            for key, value in points.items()
        )
        if send:
            recount(candidacy_id)
        _record("review.sent" if send else "review.saved", candidacy_id, actor, review.edition)
        return review.edition


def recount(candidacy_id: int) -> None:
    """Bring the tally of a candidacy up to date, in the transaction that changed a review."""
    with transaction() as session:
        session.flush()
        found = totals(
            session.scalars(
                select(Review.mean)
                .join(Assignment, Assignment.id == Review.assignment_id)
                .where(Assignment.candidacy_id == candidacy_id)
                .where(Assignment.ended_at.is_(None), Review.sent_at.is_not(None))
                .order_by(Review.id)
            )
        )
        tally = session.get(Tally, candidacy_id)
        if tally is None:
            tally = Tally(candidacy_id=candidacy_id)
            session.add(tally)
        tally.reviews, tally.mean = found.reviews, found.mean
        tally.total, tally.squares = found.total, found.squares
        session.flush()


def declare_interest(*, candidacy_id: int, reason: str, actor: Viewer) -> None:
    """Step back from somebody the panellist or chair knows.

    Ends the assignment, takes scores they had sent out of the tally, and tells the chair.

    Raises:
        Missing: it is not theirs to read.
    """
    if not may_read(actor, candidacy_id):
        raise Missing
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    with transaction() as session:
        had_sent = False
        session.add(
            Interest(
                candidacy_id=candidacy_id,
                person_id=actor.person_id,
                reason=reason,
                declared_at=clock.now(),
            )
        )
        try:
            assignment, review = under_lock(candidacy_id, actor.person_id)
        except Missing:
            pass  # the chair, who reads without being assigned
        else:
            assignment.ended_at = clock.now()
            had_sent = review is not None and review.sent_at is not None
        recount(candidacy_id)
        _record("panel.interest_declared", candidacy_id, actor, None)
        for chair in _chairs_without_interest(card.id, candidacy_id):
            letters.stepped_back(chair, actor.name, candidacy.nominee.name, card, had_sent=had_sent)


def _chairs_without_interest(round_id: int, candidacy_id: int) -> list[people.PersonCard]:
    numbers = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == round_id, Appointment.role == CHAIR)
        .where(Appointment.ended_at.is_(None))
    ).all()
    free = [number for number in numbers if holds(candidacy_id, no_interest(number))]
    return list(people.people_by_id(free).values())


def reopen(*, candidacy_id: int, assignment_id: int, reason: str, actor: Viewer) -> None:
    """Give a panellist their sent scores back to change; until sent again they do not count.

    Raises:
        Missing: there are no such scores.
        Refused: there is no reason.
        Conflict: they were reopened meanwhile.
    """
    if not reason:
        raise Refused(_("Say why these scores are opened again."), field="reason")
    with transaction() as session:
        assignment = session.get(Assignment, assignment_id)
        if assignment is None or assignment.candidacy_id != candidacy_id:
            raise Missing
        assignment, review = under_lock(candidacy_id, assignment.person_id)
        if review is None or review.sent_at is None:
            raise Conflict(_("These scores are open already."))
        review.sent_at = None
        recount(candidacy_id)
        reader = people.person(assignment.person_id)
        audit.record(
            "review.reopened",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            payload={"reader": reader.name, "reason": reason},
        )


def _record(action: str, candidacy_id: int, actor: Viewer, edition: int | None) -> None:
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id,
        payload={} if edition is None else {"edition": edition},
    )
