"""Reading a card, and what people agreed to."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer
from sqlalchemy import func, select

from recognition import config
from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee, Story
from recognition.people import queries as people
from recognition.schemes import queries as schemes
from recognition.thanks.models import Card, Consent
from recognition.thanks.rules import CHANNELS, ConsentState, agreed


@dataclass(frozen=True)
class ThanksPage:
    """The private page of one recipient: the words, who said them, and their own wishes.

    `wishes` holds a channel only once they have said yes or no to it.
    """

    card_id: int
    recipient: str
    nominee: Nominee
    scheme: str
    stories: tuple[Story, ...]
    wishes: Mapping[str, bool]


def code_of(card_id: int) -> str:
    """Return the code of a card's private page: signed, never stored."""
    code = _codes().dumps(card_id)
    return code if isinstance(code, str) else code.decode()


def codes_of(candidacy_id: int) -> list[str]:
    """Return the codes of the cards made for one candidacy, oldest first."""
    numbers = select(Card.id).where(Card.candidacy_id == candidacy_id).order_by(Card.id)
    return [code_of(number) for number in db.session.scalars(numbers)]


def card_number(code: str) -> int:
    """Return the number of the card behind a code.

    Raises:
        Missing: nobody was given this code.
    """
    try:
        number = _codes().loads(code)
    except BadData as problem:
        raise Missing from problem
    # Decoding forgives odd letters, but a code must be whole.
    if not isinstance(number, int) or code_of(number) != code:
        raise Missing
    if db.session.get(Card, number) is None:
        raise Missing
    return number


def card_of(code: str) -> ThanksPage:
    """Return what the private page behind a code shows.

    Raises:
        Missing: nobody was given this code.
    """
    card = db.session.get_one(Card, card_number(code))
    candidacy = nominations.candidacy(card.candidacy_id)
    round_card = schemes.round_card(candidacy.round_id)
    return ThanksPage(
        card_id=card.id,
        recipient=people.person(card.person_id).name,
        nominee=candidacy.nominee,
        scheme=round_card.scheme.name,
        stories=nominations.stories([card.candidacy_id]).get(card.candidacy_id, ()),
        wishes=_wishes([card.id]).get(card.id, {}),
    )


def consents(candidacy_ids: Collection[int], channel: str) -> dict[int, ConsentState]:
    """Return what was agreed for one channel, for several candidacies, in two statements."""
    if channel not in CHANNELS:
        raise ValueError(channel)
    cards = db.session.execute(
        select(Card.candidacy_id, Card.id).where(Card.candidacy_id.in_(set(candidacy_ids)))
    ).all()
    asked: dict[int, list[int]] = {number: [] for number in candidacy_ids}
    for candidacy_id, card_id in cards:
        asked[candidacy_id].append(card_id)
    said = {
        card_id: wishes[channel]
        for card_id, wishes in _wishes([card_id for _, card_id in cards]).items()
        if channel in wishes
    }
    return {number: agreed(card_ids, said) for number, card_ids in asked.items()}


def _wishes(card_ids: Collection[int]) -> dict[int, dict[str, bool]]:
    """Return the newest answer on each card and channel."""
    newest = (
        select(func.max(Consent.id))
        .where(Consent.card_id.in_(set(card_ids)))
        .group_by(Consent.card_id, Consent.channel)
    )
    found: dict[int, dict[str, bool]] = {}
    for row in db.session.scalars(select(Consent).where(Consent.id.in_(newest))):
        found.setdefault(row.card_id, {})[row.channel] = row.given
    return found


def _codes() -> URLSafeSerializer:
    return URLSafeSerializer(config.current().secret_key, salt="recognition.thanks")
