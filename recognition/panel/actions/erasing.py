"""What a panel wrote about somebody who is erased, and what they wrote as one of its members."""

from sqlalchemy import ColumnElement, delete, exists, false, or_, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.panel.actions.keeping_apart import keep_apart
from recognition.panel.models import (
    Appointment,
    Assignment,
    DiscussionNote,
    Interest,
    Review,
    ReviewVersion,
)
from recognition.panel.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Take words away, by them and about them; scores, sheets and interests stay.

    Whom somebody knew by their team or manager is written down first, without a reason: it keeps
    scores out that did not count, so no number of anybody changes.

    Returns:
        How many sheets and notes lost their words.
    """
    with transaction() as session:
        theirs = _theirs(Assignment.person_id == erased.person_id, Assignment, erased)
        keep_apart(session, theirs, at=erased.at)
        notes = select(DiscussionNote.id).where(
            _theirs(DiscussionNote.person_id == erased.person_id, DiscussionNote, erased)
        )
        sheets = (
            select(Review.id).join(Assignment, Assignment.id == Review.assignment_id).where(theirs)
        )
        changed = len(session.scalars(notes).all()) + len(session.scalars(sheets).all())
        session.execute(delete(DiscussionNote).where(DiscussionNote.id.in_(notes)))
        numbers = list(session.scalars(sheets))
        session.execute(
            update(ReviewVersion).where(ReviewVersion.review_id.in_(numbers)).values(comment="")
        )
        session.execute(update(Review).where(Review.id.in_(numbers)).values(comment="", note=""))
        _interests(session, erased)
        _seats(session, erased)
        session.flush()
        return changed + sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)


def _theirs(
    by_them: ColumnElement[bool],
    table: type[DiscussionNote | Assignment],
    erased: Erased,
) -> ColumnElement[bool]:
    about = table.candidacy_id.in_(erased.candidacies)
    return or_(by_them if erased.person_id is not None else false(), about)


def _interests(session: Session, erased: Erased) -> None:
    theirs: list[ColumnElement[bool]] = [Interest.candidacy_id.in_(erased.candidacies)]
    if erased.person_id is not None:
        theirs += [
            Interest.person_id == erased.person_id,
            Interest.about_id == erased.person_id,
            Interest.pinned_by_id == erased.person_id,
        ]
    session.execute(update(Interest).where(or_(*theirs)).values(reason=""))


def _seats(session: Session, erased: Erased) -> None:
    """End their seats, and what they had not sent; what they sent counts on."""
    if erased.person_id is None:
        return
    mine, running = Appointment.person_id == erased.person_id, Appointment.ended_at.is_(None)
    session.execute(update(Appointment).where(mine, running).values(ended_at=erased.at))
    sent = exists().where(Review.assignment_id == Assignment.id, Review.sent_at.is_not(None))
    session.execute(
        update(Assignment)
        .where(Assignment.person_id == erased.person_id, Assignment.ended_at.is_(None), ~sent)
        .values(ended_at=erased.at)
    )
