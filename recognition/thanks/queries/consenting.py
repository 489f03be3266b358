"""What people agreed to, and who wishes to be left in peace."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import func, or_, select

from recognition import clock
from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination
from recognition.people.models import Person
from recognition.thanks.models import Card, Consent, Quiet, Thank
from recognition.thanks.rules import (
    CHANNELS,
    DIED,
    ENDED,
    HELD,
    ConsentState,
    agreed,
    counted,
    doubled,
)

Key = TypeVar("Key", str, int)


@dataclass(frozen=True)
class Answer:
    """The newest answer on one card about one channel.

    `until` is when a yes ends, None where it does not; `has_ended` is true once it has, which
    counts as no answer any more. Instants are in UTC.
    """

    given: bool
    said_at: datetime
    until: datetime | None
    on_paper: bool
    has_ended: bool


def consents(candidacy_ids: Collection[int], channel: str) -> dict[int, ConsentState]:
    """Return what was agreed for one channel, for several candidacies, in four statements.

    Whoever never got a card was not asked: those who left, or wish no letters. Nobody is asked by
    a team's card for its wall. What was said on the card of a candidacy counts for the one it was
    merged into, and for the one its nominations went on to in a later round.
    """
    if channel not in CHANNELS:
        raise ValueError(channel)
    cards = cards_of(candidacy_ids)
    numbers = [card.number for card in cards]
    answers = {
        number: told[channel] for number, told in answers_of(numbers).items() if channel in told
    }
    said = held(answers)
    unreached = never_reached(numbers)
    behind: dict[int, list[RecipientCard]] = {number: [] for number in candidacy_ids}
    for card in cards:
        behind[card.candidacy_id].append(card)
    return {
        number: agreed(counted(asked(found, answers), said=said, unreached=unreached), said)
        for number, found in behind.items()
    }


def asked(
    cards: Sequence["RecipientCard"], answers: Mapping[int, Answer]
) -> list[tuple[int, bool]]:
    """Return number and ownership of the cards that count: one for each person who answered.

    Args:
        cards: those of one candidacy.
        answers: what was said about one channel, by card; a yes that has ended says nothing.
    """
    said_at = {card: said.said_at for card, said in answers.items() if not said.has_ended}
    left_out = doubled([(card.number, card.person_id) for card in cards], said_at)
    return [(card.number, card.is_own) for card in cards if card.number not in left_out]


def answers_of(card_ids: Collection[int]) -> dict[int, dict[str, Answer]]:
    """Return the newest answer on each card and channel, in one statement."""
    newest = (
        select(func.max(Consent.id))
        .where(Consent.card_id.in_(set(card_ids)))
        .group_by(Consent.card_id, Consent.channel)
    )
    found: dict[int, dict[str, Answer]] = {}
    moment = clock.now()
    columns = (
        Consent.card_id,
        Consent.channel,
        Consent.given,
        Consent.said_at,
        Consent.until,
        Consent.recorded_by_id,
    )
    for row in db.session.execute(select(*columns).where(Consent.id.in_(newest))):
        found.setdefault(row.card_id, {})[row.channel] = Answer(
            row.given,
            row.said_at,
            row.until,
            row.recorded_by_id is not None,
            row.given and row.until is not None and row.until <= moment,
        )
    return found


def wishes_of(card_ids: Collection[int]) -> dict[int, dict[str, bool]]:
    """Return the newest answer on each card and channel, in one statement.

    A yes that has ended is no answer any more.
    """
    return {
        number: wishes for number, said in answers_of(card_ids).items() if (wishes := held(said))
    }


def held(said: Mapping[Key, Answer]) -> dict[Key, bool]:
    """Return the answers that still hold, by channel or by card."""
    return {key: answer.given for key, answer in said.items() if not answer.has_ended}


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


@dataclass(frozen=True)
class RecipientCard:
    """A card behind a candidacy: its own, or of one that was merged into it or went on to it."""

    candidacy_id: int
    number: int
    is_own: bool
    person_id: int | None
    name: str
    has_left: bool


def cards_of(candidacy_ids: Collection[int]) -> list[RecipientCard]:
    """Return the cards behind several candidacies, their own first, in two statements.

    A team's card for its wall is nobody's, so it is not among them.
    """
    wanted = set(candidacy_ids)
    rows = db.session.execute(
        select(
            Candidacy.id,
            Candidacy.merged_into_id,
            Card.id.label("card_id"),
            Card.person_id,
            func.coalesce(Person.name, Candidacy.described_name).label("name"),
            Person.left_at,
        )
        .join(Candidacy, Candidacy.id == Card.candidacy_id)
        .outerjoin(Person, Person.id == Card.person_id)
        .where(or_(Candidacy.id.in_(wanted), Candidacy.merged_into_id.in_(wanted)))
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
        .order_by(Card.id)
    ).all()
    found: list[tuple[int, bool, Any]] = [(row.id, True, row) for row in rows if row.id in wanted]
    found += [(row.merged_into_id, False, row) for row in rows if row.merged_into_id in wanted]
    found += [(row.id, False, row) for row in _carried(wanted)]
    return [
        RecipientCard(number, row.card_id, is_own, row.person_id, row.name, row.left_at is not None)
        for number, is_own, row in found
    ]


def _carried(wanted: Collection[int]) -> Sequence[Any]:
    """Return the cards of earlier rounds whose nominations went on to these candidacies."""
    return db.session.execute(
        select(
            Candidacy.id,
            Card.id.label("card_id"),
            Card.person_id,
            func.coalesce(Person.name, Candidacy.described_name).label("name"),
            Person.left_at,
        )
        .join(Nomination, Nomination.candidacy_id == Candidacy.id)
        .join(Thank, Thank.nomination_id == Nomination.id)
        .join(Card, Card.id == Thank.card_id)
        .outerjoin(Person, Person.id == Card.person_id)
        .where(Candidacy.id.in_(wanted), Nomination.carried_from_id.is_not(None))
        .where(or_(Card.person_id.is_not(None), Candidacy.team_id.is_(None)))
        .distinct()
        .order_by(Card.id)
    ).all()


def never_reached(card_ids: Collection[int]) -> set[int]:
    """Return the cards all of whose thanks were held back or ended, in one statement."""
    states: dict[int, set[str]] = {}
    for card_id, state in db.session.execute(
        select(Thank.card_id, Thank.state).where(Thank.card_id.in_(set(card_ids))).distinct()
    ):
        states.setdefault(card_id, set()).add(state)
    return {card_id for card_id, told in states.items() if told <= {HELD, ENDED}}
