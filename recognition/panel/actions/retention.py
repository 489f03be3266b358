"""Letting go of what panels wrote; points stay, so every result can still be worked out."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.orm import Session

from recognition.disposal import GONE, Disposal, LetGo, Spared, free
from recognition.nominations.models import Candidacy
from recognition.panel.models import (
    Assignment,
    DiscussionNote,
    Interest,
    Review,
    ReviewVersion,
)
from recognition.schemes.models import Round
from recognition.schemes.queries.ending import planned_end


def _over(chosen: Select[Any], since: Any, before: datetime, spared: Spared) -> Select[Any]:
    """Keep what belongs to a round that ended, and to nobody and nothing on hold."""
    return (
        chosen.join(Round, Round.id == Candidacy.round_id)
        .where(func.coalesce(planned_end(), since) < before, since < before)
        .where(Candidacy.round_id.not_in(spared.rounds))
        .where(Candidacy.id.not_in(spared.candidacies))
    )


def _reviews(before: datetime, spared: Spared) -> Select[Any]:
    chosen = (
        select(Review.id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(Assignment.person_id.not_in(spared.people))
        .order_by(Review.id)
    )
    return _over(chosen, Review.saved_at, before, spared)


def _private(before: datetime, spared: Spared) -> Select[Any]:
    return _reviews(before, spared).where(Review.note != "")


def _take_notes(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(update(Review).where(Review.id.in_(numbers)).values(note=""))


def _comments(before: datetime, spared: Spared) -> Select[Any]:
    said = ("", GONE)
    earlier = exists().where(
        ReviewVersion.review_id == Review.id, ReviewVersion.comment.not_in(said)
    )
    return _reviews(before, spared).where(or_(Review.comment.not_in(said), earlier))


def _take_comments(session: Session, numbers: Sequence[Any]) -> None:
    now, earlier = Review.id.in_(numbers), ReviewVersion.review_id.in_(numbers)
    session.execute(update(Review).where(now, Review.comment != "").values(comment=GONE))
    session.execute(
        update(ReviewVersion).where(earlier, ReviewVersion.comment != "").values(comment=GONE)
    )


def _minutes(before: datetime, spared: Spared) -> Select[Any]:
    chosen = (
        select(DiscussionNote.id)
        .join(Candidacy, Candidacy.id == DiscussionNote.candidacy_id)
        .where(DiscussionNote.text != GONE, DiscussionNote.person_id.not_in(spared.people))
        .order_by(DiscussionNote.id)
    )
    return _over(chosen, DiscussionNote.written_at, before, spared)


def _interests(before: datetime, spared: Spared) -> Select[Any]:
    chosen = (
        select(Interest.id)
        .join(Candidacy, Candidacy.id == Interest.candidacy_id)
        .where(Interest.reason.not_in(("", GONE)), Interest.person_id.not_in(spared.people))
        .order_by(Interest.id)
    )
    return _over(chosen, Interest.declared_at, before, spared)


def _interests_in_people(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Interest.id)
        .where(Interest.candidacy_id.is_(None), Interest.declared_at < before)
        .where(Interest.reason.not_in(("", GONE)), Interest.person_id.not_in(spared.people))
        .where(free(Interest.about_id, spared.people))
        .order_by(Interest.id)
    )


def _emptied(column: Any) -> LetGo:
    table = column.class_

    def let_go(session: Session, numbers: Sequence[Any]) -> None:
        session.execute(update(table).where(table.id.in_(numbers)).values({column.key: GONE}))

    return let_go


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "private_notes": (Disposal(_private, _take_notes),),
    "panel_comments": (
        Disposal(_comments, _take_comments),
        Disposal(_minutes, _emptied(DiscussionNote.text)),
        Disposal(_interests, _emptied(Interest.reason)),
        Disposal(_interests_in_people, _emptied(Interest.reason)),
    ),
}
