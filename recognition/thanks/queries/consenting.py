"""What people agreed to, and who wishes to be left in peace."""

from collections.abc import Collection, Iterable

from sqlalchemy import func, or_, select

from recognition import clock
from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.thanks.models import Card, Consent, Quiet, Thank
from recognition.thanks.rules import CHANNELS, DIED, ENDED, HELD, ConsentState, agreed


def consents(candidacy_ids: Collection[int], channel: str) -> dict[int, ConsentState]:
    """Return what was agreed for one channel, for several candidacies, in four statements.

    Whoever never got a card was not asked: those who left, or wish no letters. Nobody is asked by
    a team's card for its wall. What was said on the card of a candidacy counts for the one it was
    merged into, and for the one its nominations went on to in a later round.
    """
    if channel not in CHANNELS:
        raise ValueError(channel)
    cards = _cards(candidacy_ids)
    said = {
        card_id: wishes[channel]
        for card_id, wishes in wishes_of([card for _number, card, _own in cards]).items()
        if channel in wishes
    }
    silent = _never_reached([card for _number, card, _own in cards]) - set(said)
    asked: dict[int, list[int]] = {number: [] for number in candidacy_ids}
    merged: dict[int, list[int]] = {number: [] for number in candidacy_ids}
    for number, card_id, own in cards:
        if card_id not in silent:
            (asked if own or card_id in said else merged)[number].append(card_id)
    return {number: agreed(asked[number] or merged[number], said) for number in asked}


def wishes_of(card_ids: Collection[int]) -> dict[int, dict[str, bool]]:
    """Return the newest answer on each card and channel, in one statement.

    A yes that has ended is no answer any more.
    """
    newest = (
        select(func.max(Consent.id))
        .where(Consent.card_id.in_(set(card_ids)))
        .group_by(Consent.card_id, Consent.channel)
    )
    found: dict[int, dict[str, bool]] = {}
    moment = clock.now()
    for row in db.session.scalars(select(Consent).where(Consent.id.in_(newest))):
        if not (row.given and row.until is not None and row.until <= moment):
            found.setdefault(row.card_id, {})[row.channel] = row.given
    return found


def is_quiet(person_id: int) -> bool:
    """Tell whether somebody wishes no letters and no cards."""
    return bool(quiet([person_id]))


def quiet(person_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these people wish no letters and no cards, by number."""
    return frozenset(
        db.session.scalars(select(Quiet.person_id).where(Quiet.person_id.in_(set(person_ids))))
    )


def died(person_ids: Iterable[int]) -> frozenset[int]:
    """Return which of these people an administrator said have died, by number."""
    return frozenset(
        number
        for number in db.session.scalars(
            select(Card.person_id)
            .join(Thank, Thank.card_id == Card.id)
            .where(Thank.reason == DIED, Card.person_id.in_(set(person_ids)))
        )
        if number is not None
    )


def _cards(candidacy_ids: Collection[int]) -> list[tuple[int, int, bool]]:
    """Return candidacy, card, and whether the card is the candidacy's own, for each card."""
    wanted = set(candidacy_ids)
    rows = db.session.execute(
        select(Candidacy.id, Candidacy.merged_into_id, Card.id)
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .where(or_(Candidacy.id.in_(wanted), Candidacy.merged_into_id.in_(wanted)))
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
        .order_by(Card.id)
    )
    own = [(number, merged, card) for number, merged, card in rows]
    return [(number, card, True) for number, _merged, card in own if number in wanted] + [
        *((merged, card, False) for _number, merged, card in own if merged in wanted),
        *((number, card, False) for number, card in _carried(wanted)),
    ]


def _carried(wanted: Collection[int]) -> list[tuple[int, int]]:
    """Return candidacy and card for cards of earlier rounds whose nominations went on to these."""
    rows = db.session.execute(
        select(Nomination.candidacy_id, Thank.card_id)
        .join(Thank, Thank.nomination_id == Nomination.id)
        .join(Card, Card.id == Thank.card_id)
        .join(Candidacy, Candidacy.id == Nomination.candidacy_id)
        .where(Nomination.candidacy_id.in_(wanted), Nomination.carried_from_id.is_not(None))
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
        .distinct()
        .order_by(Thank.card_id)
    )
    return [(number, card) for number, card in rows]


def _never_reached(card_ids: Collection[int]) -> set[int]:
    """Return the cards all of whose thanks were held back or ended."""
    states: dict[int, set[str]] = {}
    for card_id, state in db.session.execute(
        select(Thank.card_id, Thank.state).where(Thank.card_id.in_(set(card_ids))).distinct()
    ):
        states.setdefault(card_id, set()).add(state)
    return {card_id for card_id, held in states.items() if held <= {HELD, ENDED}}
