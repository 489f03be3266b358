"""In which language somebody is thanked: theirs where they chose one, else that of the words."""

from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.nominations.models import Nomination
from recognition.nominations.queries import is_live
from recognition.people.models import Account
from recognition.thanks.models import Card
from recognition.words import ENGLISH


def languages_of_cards(card_ids: Collection[int]) -> dict[int, str]:
    """Return what the owners of cards chose, by the card; those who never chose are left out."""
    rows = db.session.execute(
        select(Card.id, Account.language)
        .join(Account, Account.person_id == Card.person_id)
        .where(Card.id.in_(set(card_ids)), Account.language.is_not(None))
    )
    return {card_id: language for card_id, language in rows if language}


def language_of_card(card_id: int) -> str:
    """Return the language in which a card thanks."""
    chosen = languages_of_cards([card_id]).get(card_id)
    if chosen:
        return chosen
    written = db.session.scalar(
        select(Nomination.language)
        .join(Card, Card.candidacy_id == Nomination.candidacy_id)
        .where(Card.id == card_id, is_live())
        .order_by(Nomination.sent_at, Nomination.id)
        .limit(1)
    )
    return written or ENGLISH
