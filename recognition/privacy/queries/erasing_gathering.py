"""Everything that belongs to somebody who is to be erased, by number, for every room."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.erased import Erased, name_removed
from recognition.nominations.models import Candidacy, Enquiry, LatePermission, Nomination, Step
from recognition.panel.models import Assignment, DiscussionNote, Interest, Review
from recognition.people.models import Account
from recognition.privacy.erasing_rules import NOMINATOR
from recognition.privacy.mentions import Mentions, whole_names
from recognition.privacy.queries.erasing_copies import about_them, ids, with_copies
from recognition.privacy.queries.erasing_subjects import Subject
from recognition.thanks.models import Card, ConsentAsked, Thank
from recognition.winners.models import (
    CitationAnswer,
    CitationEdition,
    Decision,
    DecisionVersion,
    OutcomeLetter,
    Praise,
)

_LEAST_REPEATED = 12


def gather(subject: Subject, also: Iterable[str], at: datetime) -> Erased:
    """Return what belongs to somebody, and what takes their name out of a text.

    Args:
        subject: who.
        also: other names that are to be taken out of everybody's words.
        at: the instant of the erasure, UTC.
    """
    candidacies, about = about_them(subject)
    by = with_copies(ids(Nomination.id, _wrote(subject)))
    cards = ids(Card.id, _holds(subject, candidacies))
    mentions = Mentions([*subject.whole_names, *also], subject.addresses)
    told = Mentions([*whole_names(subject.name), *also, *_told(candidacies)], subject.addresses)
    return Erased(
        at=at,
        person_id=subject.person_id,
        accounts=ids(Account.id, Account.person_id == subject.person_id),
        about=about,
        by=by,
        candidacies=candidacies,
        cards=cards,
        letters=_letters(candidacies, cards, about | by),
        references=_texts(Nomination.reference, Nomination.id.in_(about | by)),
        stories=frozenset(
            f"R{round_id}-{number}"
            for number, round_id in db.session.execute(
                select(Candidacy.id, Candidacy.round_id).where(Candidacy.id.in_(candidacies))
            )
        ),
        addresses=subject.addresses,
        written=_written(subject, candidacies, cards, about | by),
        without=lambda text: mentions.without(text, name_removed()),
        untold=lambda text: told.without(text, name_removed()),
    )


def _texts(column: InstrumentedAttribute[Any], chosen: ColumnElement[bool]) -> frozenset[str]:
    return frozenset(filter(None, db.session.scalars(select(column).where(chosen))))


def _wrote(subject: Subject) -> ColumnElement[bool]:
    """Without an account: everything from their address, or else the one nomination alone."""
    if subject.person_id is not None:
        from_there = func.lower(Nomination.nominator_email).in_(subject.addresses)
        return or_(
            Nomination.nominator_id == subject.person_id,
            Nomination.nominator_id.is_(None) & from_there,
        )
    if subject.kind != NOMINATOR:
        return false()
    if not subject.addresses:
        return Nomination.id == subject.nomination_id
    return Nomination.nominator_id.is_(None) & func.lower(Nomination.nominator_email).in_(
        subject.addresses
    )


def _holds(subject: Subject, candidacies: frozenset[int]) -> ColumnElement[bool]:
    nobodys = Card.person_id.is_(None) & Card.candidacy_id.in_(candidacies)
    if subject.person_id is None:
        return nobodys
    return or_(Card.person_id == subject.person_id, nobodys)


def _told(candidacies: frozenset[int]) -> frozenset[str]:
    """What nominators called them, which may be any words: only for what is about them alone."""
    about = Nomination.candidacy_id.in_(candidacies)
    described = Candidacy.id.in_(candidacies)
    return _texts(Nomination.told_name, about) | _texts(Candidacy.described_name, described)


def _letters(
    candidacies: frozenset[int], cards: frozenset[int], nominations: frozenset[int]
) -> frozenset[int]:
    chosen = (
        (Thank.letter_id, Thank.card_id.in_(cards)),
        (ConsentAsked.letter_id, ConsentAsked.card_id.in_(cards)),
        (OutcomeLetter.letter_id, OutcomeLetter.candidacy_id.in_(candidacies)),
        (Step.letter_id, Step.nomination_id.in_(nominations)),
    )
    numbers = (db.session.scalars(select(column).where(which)) for column, which in chosen)
    return frozenset(number for found in numbers for number in found if number is not None)


def _written(
    subject: Subject,
    candidacies: frozenset[int],
    cards: frozenset[int],
    nominations: frozenset[int],
) -> frozenset[str]:
    """Short words by them or about them, a line each, that may stand in a letter or the trail."""
    me = subject.person_id or 0
    decisions = select(Decision.id).where(Decision.candidacy_id.in_(candidacies))
    read = select(Assignment.id).where(
        or_(Assignment.person_id == me, Assignment.candidacy_id.in_(candidacies))
    )
    known = or_(
        Interest.person_id == me, Interest.about_id == me, Interest.candidacy_id.in_(candidacies)
    )
    noted = or_(DiscussionNote.person_id == me, DiscussionNote.candidacy_id.in_(candidacies))
    answered = or_(CitationAnswer.card_id.in_(cards), CitationAnswer.decision_id.in_(decisions))
    chosen = (
        (Interest.reason, known),
        (Review.comment, Review.assignment_id.in_(read)),
        (DiscussionNote.text, noted),
        (Decision.reason, Decision.candidacy_id.in_(candidacies)),
        (DecisionVersion.reason, DecisionVersion.candidacy_id.in_(candidacies)),
        (CitationEdition.note, CitationEdition.decision_id.in_(decisions)),
        (CitationAnswer.note, answered),
        (Praise.text, Praise.candidacy_id.in_(candidacies)),
        (Step.said, Step.nomination_id.in_(nominations)),
        (Enquiry.question, Enquiry.nomination_id.in_(nominations)),
        (Enquiry.answer, Enquiry.nomination_id.in_(nominations)),
        (LatePermission.reason, LatePermission.person_id == me),
    )
    texts = (text for column, which in chosen for text in _texts(column, which))
    lines = (line.strip() for text in texts for line in text.splitlines())
    return frozenset(line for line in lines if len(line) >= _LEAST_REPEATED)
