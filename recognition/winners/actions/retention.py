"""Letting go of photographs that are shown no more, and of what was written about outcomes.

Who won, and when it was decided, stays: it is what the hall of winners and every count rest on.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from recognition import clock
from recognition.disposal import GONE, Disposal, Spared, free
from recognition.nominations.models import Answer, Candidacy, Nomination
from recognition.schemes.models import Round
from recognition.schemes.queries.ending import planned_end
from recognition.thanks.models import Card, Consent, Thank
from recognition.thanks.rules import PHOTO
from recognition.winners import anonymous
from recognition.winners.models import (
    CitationAnswer,
    CitationEdition,
    Closing,
    Decision,
    DecisionVersion,
    Photo,
    Praise,
)


def _photos(before: datetime, spared: Spared) -> Select[Any]:
    """Choose pictures taken away, and those to which nobody's yes has held since `before`."""
    unused = Photo.removed_at.is_(None) & (Photo.uploaded_at < before) & ~_agreed_since(before)
    kept = or_(func.length(Photo.data) > 0, Photo.alt_text != "", Photo.credit != "")
    return (
        select(Photo.id)
        .join(Candidacy, Candidacy.id == Photo.candidacy_id)
        .where(kept, or_(Photo.removed_at < before, unused))
        .where(Candidacy.round_id.not_in(spared.rounds))
        .where(Candidacy.id.not_in(spared.candidacies))
        .where(free(Photo.by_person_id, spared.people))
        .order_by(Photo.id)
    )


def _agreed_since(before: datetime) -> Any:
    """Hold for a photograph to which a card behind its candidacy says yes, or did until lately."""
    theirs, later = aliased(Candidacy), aliased(Consent)
    no = exists().where(
        later.card_id == Consent.card_id,
        later.channel == PHOTO,
        later.id > Consent.id,
        later.given.is_(False),
        later.said_at < before,
    )
    carried = exists().where(
        Thank.card_id == Card.id,
        Thank.nomination_id == Nomination.id,
        Nomination.candidacy_id == Photo.candidacy_id,
        Nomination.carried_from_id.is_not(None),
    )
    return exists().where(
        Card.candidacy_id == theirs.id,
        or_(func.coalesce(theirs.merged_into_id, theirs.id) == Photo.candidacy_id, carried),
        Consent.card_id == Card.id,
        Consent.channel == PHOTO,
        Consent.given.is_(True),
        or_(Consent.until.is_(None), Consent.until > before),
        ~no,
    )


def _delete_pixels(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(
        update(Photo)
        .where(Photo.id.in_(numbers))
        .values(
            data=b"",
            alt_text="",
            credit="",
            removed_at=func.coalesce(Photo.removed_at, clock.now()),
        )
    )


def _decisions(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Decision.candidacy_id)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Round, Round.id == Candidacy.round_id)
        .where(func.coalesce(planned_end(), Decision.decided_at) < before)
        .where(Decision.decided_at < before, Decision.reason != GONE)
        .where(Candidacy.round_id.not_in(spared.rounds))
        .where(Candidacy.id.not_in(spared.candidacies), Candidacy.id.not_in(spared.told))
        .order_by(Decision.candidacy_id)
    )


def _take_words(session: Session, numbers: Sequence[Any]) -> None:
    decisions = session.scalars(select(Decision.id).where(Decision.candidacy_id.in_(numbers))).all()
    for table in (Decision, DecisionVersion):
        session.execute(update(table).where(table.candidacy_id.in_(numbers)).values(reason=GONE))
    session.execute(
        update(CitationEdition)
        .where(CitationEdition.decision_id.in_(decisions))
        .values(text=GONE, quote="", quote_from_id=None, note="")
    )
    session.execute(
        update(CitationAnswer).where(CitationAnswer.decision_id.in_(decisions)).values(note="")
    )
    session.execute(update(Praise).where(Praise.candidacy_id.in_(numbers)).values(text=GONE))


def _closings(before: datetime, spared: Spared) -> Select[Any]:
    return (
        select(Closing.id)
        .join(Round, Round.id == Closing.round_id)
        .where(func.coalesce(planned_end(), Closing.closed_at) < before)
        .where(Closing.closed_at < before, Closing.reopened_because != GONE)
        .where(Closing.round_id.not_in(spared.rounds))
        .where(~_on_hold(spared))
        .order_by(Closing.id)
    )


def _on_hold(spared: Spared) -> Any:
    return exists().where(
        Candidacy.round_id == Closing.round_id, Candidacy.id.in_(spared.candidacies)
    )


def _without_names(session: Session, numbers: Sequence[Any]) -> None:
    for closing in session.scalars(select(Closing).where(Closing.id.in_(numbers))):
        closing.snapshot = anonymous.without_names(closing.snapshot)
        closing.reopened_because = GONE


def _quotes(_before: datetime, _spared: Spared) -> Select[Any]:
    """Choose decisions with a quote from a story whose words are gone: the quote follows."""
    return (
        select(CitationEdition.decision_id)
        .where(CitationEdition.quote != "", CitationEdition.quote_from_id.in_(_stories_gone()))
        .distinct()
        .order_by(CitationEdition.decision_id)
    )


def _drop_quotes(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(
        update(CitationEdition)
        .where(CitationEdition.decision_id.in_(numbers))
        .where(CitationEdition.quote_from_id.in_(_stories_gone()))
        .values(quote="", quote_from_id=None)
    )


def _stories_gone() -> Select[Any]:
    left = exists().where(Answer.nomination_id == Nomination.id, Answer.text.not_in(("", GONE)))
    return select(Nomination.id).where(~left)


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "stories": (Disposal(_quotes, _drop_quotes, counted=False),),
    "photos": (Disposal(_photos, _delete_pixels),),
    "outcomes": (Disposal(_decisions, _take_words), Disposal(_closings, _without_names)),
}
