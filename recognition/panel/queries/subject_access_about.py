"""What panels wrote about somebody; never a score, and never who wrote it."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import or_, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, DiscussionNote, Interest, Review
from recognition.subject_access import ABOUT, Item, Section
from recognition.words import _


def about(person_id: int, candidacy_ids: Collection[int]) -> Section:
    """Return what panels wrote about somebody, without who wrote it and without any score."""
    return Section(
        "panel",
        _("What panels wrote about them"),
        (
            *_comments(candidacy_ids),
            *_minutes(candidacy_ids),
            *_known_by(person_id, candidacy_ids),
        ),
    )


def _comments(candidacy_ids: Collection[int]) -> list[Item]:
    rows = db.session.execute(
        select(Review.id, Review.comment, Review.sent_at, Candidacy.round_id)
        .join(Assignment, Assignment.id == Review.assignment_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(Candidacy.id.in_(set(candidacy_ids)), Review.comment != "")
        .where(Review.sent_at.is_not(None))
        .order_by(Review.id)
    )
    return [
        _panel(f"comment-{row.id}", row.sent_at, row.round_id, _("Panel comment"), row.comment)
        for row in rows
    ]


def _minutes(candidacy_ids: Collection[int]) -> list[Item]:
    rows = db.session.execute(
        select(DiscussionNote, Candidacy.round_id)
        .join(Candidacy, Candidacy.id == DiscussionNote.candidacy_id)
        .where(Candidacy.id.in_(set(candidacy_ids)))
        .order_by(DiscussionNote.id)
    )
    return [
        _panel(f"said-{row.id}", row.written_at, round_id, _("Said in the discussion"), row.text)
        for row, round_id in rows
    ]


def _known_by(person_id: int, candidacy_ids: Collection[int]) -> list[Item]:
    rows = db.session.execute(
        select(Interest, Candidacy.round_id)
        .outerjoin(Candidacy, Candidacy.id == Interest.candidacy_id)
        .where(or_(Interest.about_id == person_id, Interest.candidacy_id.in_(set(candidacy_ids))))
        .where(Interest.reason != "")
        .order_by(Interest.id)
    )
    return [
        _panel(
            f"known-{row.id}",
            row.declared_at,
            round_id,
            _("Why a panellist stepped back, or did not"),
            row.reason,
        )
        for row, round_id in rows
    ]


def _panel(key: str, when: Any, round_id: int | None, what: str, text: str) -> Item:
    return Item(
        key=key,
        what=what,
        when=when,
        texts=((what, text),),
        by_others=True,
        panel=ABOUT,
        round_id=round_id,
    )
