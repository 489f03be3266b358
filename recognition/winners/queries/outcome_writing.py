"""One outcome letter: to whom, about whom, in which words; or why there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recognition import config
from recognition.mail.rules import LINK_PLACE
from recognition.nominations.queries import CandidacyCard
from recognition.schemes.queries import RoundCard
from recognition.thanks.queries.thanking import Telling
from recognition.winners.outcome_filling import (
    ABOUT,
    CATEGORY,
    NAME,
    OUTCOME,
    PAGE,
    PRAISE,
    ROUND,
    SCHEME,
    THANKED,
    Words,
    fill,
)
from recognition.winners.outcome_words import kind_of
from recognition.winners.queries.outcome_facts import DIED, NO_ADDRESS, Facts, sender_key
from recognition.winners.rules import MANAGER, NOMINATOR, NOMINEE, outcome_name
from recognition.words import ENGLISH, _, in_language, language


@dataclass(frozen=True)
class OutcomeLetterCard:
    """One letter that is to be written.

    `to_key` names the recipient within the candidacy. `words` are what leaves; `shown` is what
    those who prepare it may read: who asked not to be named is not, and links are not live.
    `card_id` is the private page whose link it holds, or None. `language` is the recipient's.
    """

    candidacy_id: int
    part: str
    outcome: str
    to_key: str
    address: str
    words: Words
    shown_to: str
    shown: Words
    about: str
    card_id: int | None = None
    language: str = ENGLISH

    @property
    def kind(self) -> str:
        """The kind of letter it is, `part.outcome`."""
        return kind_of(self.part, self.outcome)


@dataclass(frozen=True)
class NoLetter:
    """Somebody who would be told, but gets no letter; `why` as in `outcome_facts`."""

    candidacy_id: int
    part: str
    name: str
    about: str
    why: str


@dataclass(frozen=True)
class Writing:
    """Writes the letters about candidacies of one round; `ends` is the outcome of each.

    `words` are those of each kind of letter, by language.
    """

    round: RoundCard
    facts: Facts
    words: Mapping[str, Mapping[str, Words]]
    praise: Mapping[int, str]
    ends: Mapping[int, str]

    def about(
        self, card: CandidacyCard, *, only: str = ""
    ) -> Iterator[OutcomeLetterCard | NoLetter]:
        """Yield nominees, nominators and managers of one candidacy, nobody twice in one part.

        Args:
            card: the candidacy.
            only: one part; all of them when left out.
        """
        parts = {
            NOMINEE: self._to_nominees,
            NOMINATOR: self._to_nominators,
            MANAGER: self._to_managers,
        }
        for part, letters in parts.items():
            if only in {"", part}:
                yield from letters(card)

    def _to_managers(self, card: CandidacyCard) -> Iterator[OutcomeLetterCard | NoLetter]:
        for person in self.facts.managers[card.id]:
            if card.nominee.person_id in self.facts.died:  # the usual words would hurt
                yield NoLetter(card.id, MANAGER, person.name, card.nominee.name, DIED)
                continue
            said = {NAME: person.name, ABOUT: card.nominee.name, PAGE: self._winners()}
            who = (MANAGER, f"person:{person.id}", person.id, person.email or "")
            with in_language(self.facts.languages.get(person.id)):
                letter = self._one(card, who, said)
            yield letter

    def _to_nominees(self, card: CandidacyCard) -> Iterator[OutcomeLetterCard | NoLetter]:
        nominee = card.nominee
        if nominee.kind == "described":
            yield NoLetter(card.id, NOMINEE, nominee.name, nominee.name, NO_ADDRESS)
        written = next((told.nomination.language for told in self.facts.tellings[card.id]), ENGLISH)
        for person in self.facts.nominees[card.id]:
            page = self.facts.cards.get((card.id, person.id))
            who = (NOMINEE, f"person:{person.id}", person.id, person.email or "")
            with in_language(self.facts.languages.get(person.id, written)):
                calls = (
                    _("your team (%(team)s)", team=nominee.name) if nominee.team_id else _("you")
                )
                said = {NAME: person.name, ABOUT: calls, PAGE: LINK_PLACE if page else ""}
                letter = self._one(card, who, said, card_id=page)
            yield letter

    def _to_nominators(self, card: CandidacyCard) -> Iterator[OutcomeLetterCard | NoLetter]:
        seen: set[int | str] = set()
        for told in self.facts.tellings[card.id]:
            sent = told.nomination
            sender = sent.nominator_id or sent.nominator_address.lower()
            if sender and sender in seen:
                continue
            seen.add(sender)
            who = (NOMINATOR, sender_key(sent), sent.nominator_id, sent.nominator_address)
            with in_language(self.facts.languages.get(sent.nominator_id or 0, sent.language)):
                said = {
                    NAME: sent.nominator_name or _("friend"),
                    ABOUT: sent.as_told,
                    THANKED: _thanked(sent),
                    PAGE: self._winners(),
                }
                letter = self._one(card, who, said, shown_to=told.shown_as)
            yield letter

    def _one(
        self,
        card: CandidacyCard,
        who: tuple[str, str, int | None, str],
        said: dict[str, str],
        *,
        shown_to: str = "",
        card_id: int | None = None,
    ) -> OutcomeLetterCard | NoLetter:
        """Return a letter in the language that is said now."""
        part, to_key, person_id, address = who
        shown_to = shown_to or said[NAME]
        why = self.facts.why_none(person_id, address)
        if why:
            return NoLetter(card.id, part, shown_to, card.nominee.name, why)
        outcome = self.ends[card.id]
        values = {
            CATEGORY: str(card.category),
            ROUND: str(self.round.name),
            SCHEME: str(self.round.scheme.name),
            OUTCOME: outcome_name(outcome).lower(),
            PRAISE: self.praise.get(card.id, ""),
            **said,
        }
        words = self.words[language()][kind_of(part, outcome)]
        private = _("(the link to their private page)") if card_id else values[PAGE]
        return OutcomeLetterCard(
            candidacy_id=card.id,
            part=part,
            outcome=outcome,
            to_key=to_key,
            address=address,
            words=fill(words, values),
            shown_to=shown_to,
            shown=fill(words, {**values, NAME: shown_to, PAGE: private}),
            about=card.nominee.name,
            card_id=card_id,
            language=language(),
        )

    def _winners(self) -> str:
        return f"{config.current().base_url.rstrip('/')}/winners/{self.round.id}"


def _thanked(nomination: Telling) -> str:
    """Say what became of a nominator's words; empty as long as they have not arrived."""
    if nomination.passed_to:
        return _(
            "Your words have been given to those close to %(nominee)s.", nominee=nomination.as_told
        )
    if "thanked" in nomination.states:
        return _("%(nominee)s has been thanked, and has your words.", nominee=nomination.as_told)
    return ""
