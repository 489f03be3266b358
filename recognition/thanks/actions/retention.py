"""Letting go of answers about channels that count no more, and of names on cards passed on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from recognition import clock
from recognition.disposal import GONE, Disposal, Spared, free
from recognition.nominations.models import Candidacy
from recognition.thanks.models import Card, Consent, ConsentAsked, Thank

Newer = aliased(Consent, name="newer_answer")


def _answers(before: datetime, spared: Spared) -> Select[Any]:
    """Choose a yes that ended, and what another answer has replaced; the oldest first.

    The order matters: an older answer must never be the newest one left.
    """
    replaced = exists().where(
        Newer.card_id == Consent.card_id,
        Newer.channel == Consent.channel,
        Newer.id > Consent.id,
        Newer.said_at < before,
    )
    chosen = select(Consent.id).where(or_(replaced, Consent.until < before))
    return _of_free_cards(chosen.join(Card, Card.id == Consent.card_id), spared).order_by(
        Consent.id
    )


def _delete_answers(session: Session, numbers: Sequence[Any]) -> None:
    cards = session.scalars(select(Consent.card_id).where(Consent.id.in_(numbers)).distinct()).all()
    session.execute(delete(Consent).where(Consent.id.in_(numbers)))
    # nobody is reminded of a question that they answered once
    session.execute(
        update(ConsentAsked)
        .where(ConsentAsked.card_id.in_(cards), ConsentAsked.chased_at.is_(None))
        .values(chased_at=clock.now())
    )


def _passed_on(before: datetime, spared: Spared) -> Select[Any]:
    chosen = (
        select(Thank.id)
        .join(Card, Card.id == Thank.card_id)
        .where(Thank.passed_to.not_in(("", GONE)), Thank.made_at < before)
    )
    return _of_free_cards(chosen, spared).order_by(Thank.id)


def _of_free_cards(chosen: Select[Any], spared: Spared) -> Select[Any]:
    return chosen.join(Candidacy, Candidacy.id == Card.candidacy_id).where(
        and_(
            free(Card.person_id, spared.people),
            Candidacy.round_id.not_in(spared.rounds),
            Candidacy.id.not_in(spared.candidacies),
        )
    )


def _forget_names(session: Session, numbers: Sequence[Any]) -> None:
    session.execute(update(Thank).where(Thank.id.in_(numbers)).values(passed_to=GONE))


DISPOSALS: dict[str, tuple[Disposal, ...]] = {
    "consents": (Disposal(_answers, _delete_answers),),
    "passed_on": (Disposal(_passed_on, _forget_names),),
}
