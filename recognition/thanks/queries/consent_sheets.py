"""Who agreed to what, who is still to answer, and why a story may not be told somewhere."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.mail.models import Letter
from recognition.nominations import queries as nominations
from recognition.thanks.lasting import earliest
from recognition.thanks.models import ConsentAsked
from recognition.thanks.queries.consenting import (
    Answer,
    RecipientCard,
    answers_of,
    asked,
    cards_of,
    held,
    never_reached,
)
from recognition.thanks.queries.thanking import recipients
from recognition.thanks.rules import CHANNELS, SheetState, agreed, counted


@dataclass(frozen=True)
class Respondent:
    """Somebody with a card, and what they said. Instants are in UTC.

    `asked_at` is when a letter asked them, `chased_at` when it was followed by the reminder;
    `is_lost` is true when that letter was given up before they had answered everything.
    Somebody who was never reached has a card that waits for an administrator, or ended.
    """

    card_id: int
    person_id: int | None
    name: str
    has_left: bool
    is_reached: bool
    answers: Mapping[str, Answer]
    asked_at: datetime | None
    chased_at: datetime | None
    is_lost: bool

    @property
    def held(self) -> dict[str, bool]:
        """The answers that still hold, by channel."""
        return held(self.answers)

    @property
    def is_answered(self) -> bool:
        """True when they said yes or no to every channel, and no yes has ended."""
        return len(self.held) == len(CHANNELS)

    @property
    def may_be_asked(self) -> bool:
        """True for whoever has not answered, and got no letter since a yes of theirs ended."""
        if self.person_id is None or self.has_left or self.is_answered:
            return False
        return is_to_ask(self.asked_at, self.answers)


@dataclass(frozen=True)
class ChannelConsent:
    """How one channel stands: who said no, who is missing, who said a yes that ended; by name.

    `until` is when the first yes ends, where all agreed.
    """

    state: SheetState
    refused: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    ended: tuple[str, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True)
class ConsentSheet:
    """Everything that was agreed about one candidacy."""

    candidacy_id: int
    channels: Mapping[str, ChannelConsent]
    respondents: tuple[Respondent, ...]

    @property
    def waiting_since(self) -> datetime | None:
        """When the first of those who have not answered everything was asked; None: nobody was."""
        asked = [one.asked_at for one in self.respondents if not one.is_answered]
        return earliest(asked)

    @property
    def may_be_asked(self) -> bool:
        """True where there is nobody with a card yet, or somebody whom no letter asked."""
        return not self.respondents or any(one.may_be_asked for one in self.respondents)

    def is_in(self, state: str) -> bool:
        """Tell whether any channel stands so."""
        return any(channel.state == state for channel in self.channels.values())


@dataclass(frozen=True)
class Signer:
    """Somebody who can say on paper where a story may be told, and what they have said so far."""

    person_id: int | None
    name: str
    respondent: Respondent | None

    @property
    def card_id(self) -> int | None:
        """The number of their card; None where none is made yet."""
        return self.respondent.card_id if self.respondent else None


def is_to_ask(asked_at: datetime | None, answers: Mapping[str, Answer]) -> bool:
    """Tell whether somebody is to be asked by letter: never asked, or a yes ended since."""
    if asked_at is None:
        return True
    return any(
        answer.has_ended and answer.until is not None and answer.until > asked_at
        for answer in answers.values()
    )


def consent_sheet(candidacy_ids: Collection[int]) -> dict[int, ConsentSheet]:
    """Return what was agreed for every channel, for several candidacies, in five statements."""
    cards = cards_of(candidacy_ids)
    numbers = [card.number for card in cards]
    answers, unreached, asked = answers_of(numbers), never_reached(numbers), _asked(numbers)
    behind: dict[int, list[tuple[RecipientCard, Respondent]]] = {n: [] for n in candidacy_ids}
    for card in cards:
        asked_at, chased_at, is_lost = asked.get(card.number, (None, None, False))
        behind[card.candidacy_id].append(
            (
                card,
                Respondent(
                    card.number,
                    card.person_id,
                    card.name,
                    card.has_left,
                    card.number not in unreached,
                    said := answers.get(card.number, {}),
                    asked_at,
                    chased_at,
                    is_lost and len(said) < len(CHANNELS),
                ),
            )
        )
    return {number: _sheet(number, found, unreached) for number, found in behind.items()}


def signers(candidacy_id: int) -> list[Signer]:
    """Return who can say on paper where a story may be told: with a card or still without.

    Raises:
        Missing: there is no such candidacy.
    """
    nominee = nominations.candidacy(candidacy_id).nominee
    found: dict[int | None, Signer] = {}
    for one in consent_sheet([candidacy_id])[candidacy_id].respondents:  # their own card first
        found.setdefault(one.person_id, Signer(one.person_id, one.name, one))
    for to in recipients(nominee):
        if to.person_id is not None or nominee.team_id is None:
            found.setdefault(to.person_id, Signer(to.person_id, to.name, None))
    return list(found.values())


def _sheet(
    number: int, found: Sequence[tuple[RecipientCard, Respondent]], unreached: Collection[int]
) -> ConsentSheet:
    cards = [card for card, _one in found]
    people = {card.number: one for card, one in found}
    channels, shown = {}, set()
    for channel in CHANNELS:
        answers = {n: one.answers[channel] for n, one in people.items() if channel in one.answers}
        said = held(answers)
        count = counted(asked(cards, answers), said=said, unreached=unreached)
        channels[channel] = _channel(channel, [people[n] for n in count], people.values(), said)
        shown |= set(count)
    told = [one for n, one in people.items() if n in shown or one.answers or n in unreached]
    return ConsentSheet(number, channels, tuple(told))


def _channel(
    channel: str,
    counting: Sequence[Respondent],
    everybody: Collection[Respondent],
    said: Mapping[int, bool],
) -> ChannelConsent:
    state: SheetState = agreed([one.card_id for one in counting], said)
    ended = [
        one.name for one in everybody if channel in one.answers and one.answers[channel].has_ended
    ]
    if ended and state in {"waiting", "not_asked"}:
        state = "ended"
    return ChannelConsent(
        state=state,
        refused=tuple(one.name for one in counting if said.get(one.card_id) is False),
        missing=tuple(one.name for one in counting if one.card_id not in said),
        ended=tuple(ended),
        until=earliest([one.answers[channel].until for one in counting])
        if state == "given"
        else None,
    )


def _asked(card_ids: Collection[int]) -> dict[int, tuple[datetime, datetime | None, bool]]:
    """Return when each card was asked and reminded, and whether the letter was lost."""
    rows = db.session.execute(
        select(
            ConsentAsked.card_id,
            ConsentAsked.asked_at,
            ConsentAsked.chased_at,
            Letter.given_up_at,
        )
        .outerjoin(Letter, Letter.id == ConsentAsked.letter_id)
        .where(ConsentAsked.card_id.in_(set(card_ids)))
    )
    return {card: (asked, chased, lost is not None) for card, asked, chased, lost in rows}
