"""The nominations of somebody who is to be erased, and their copies in other rounds."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.privacy.erasing_rules import NOMINEE
from recognition.privacy.queries.erasing_subjects import Subject


def about_them(subject: Subject) -> tuple[frozenset[int], frozenset[int]]:
    """Return the candidacies in which somebody is nominated, and the nominations about them.

    With what was merged into these while it was only described, and with what was carried into
    another round or came from there, where it may be described still.
    """
    candidacies, about = _own(subject), frozenset[int]()
    while True:
        about = with_copies(ids(Nomination.id, Nomination.candidacy_id.in_(candidacies)))
        copied = select(Nomination.candidacy_id).where(Nomination.id.in_(about))
        there = or_(Candidacy.id.in_(copied), Candidacy.merged_into_id.in_(candidacies))
        described = ids(Candidacy.id, there & Candidacy.described_name.is_not(None))
        if described <= candidacies:
            return candidacies, about
        candidacies |= described


def with_copies(nominations: frozenset[int]) -> frozenset[int]:
    """Return nominations, what they were carried into, and what they were carried from."""
    while True:
        origins = select(Nomination.carried_from_id).where(
            Nomination.id.in_(nominations), Nomination.carried_from_id.is_not(None)
        )
        copies = Nomination.carried_from_id.in_(nominations)
        more = ids(Nomination.id, or_(copies, Nomination.id.in_(origins)))
        if more <= nominations:
            return nominations
        nominations |= more


def ids(column: InstrumentedAttribute[int], chosen: ColumnElement[bool]) -> frozenset[int]:
    """Return numbers, in one statement."""
    return frozenset(db.session.scalars(select(column).where(chosen)))


def _own(subject: Subject) -> frozenset[int]:
    if subject.kind == NOMINEE:
        here = select(Nomination.candidacy_id).where(Nomination.id == subject.nomination_id)
        return ids(Candidacy.id, Candidacy.id.in_(here))
    if subject.person_id is not None:
        return ids(Candidacy.id, Candidacy.person_id == subject.person_id)
    return frozenset()
