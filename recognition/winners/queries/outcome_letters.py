"""The letters that tell a round's outcomes, each as it will leave; from present data."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.nominations.queries import CandidacyCard
from recognition.schemes import queries as schemes
from recognition.winners.outcome_filling import Words, check_words
from recognition.winners.outcome_words import kind_name, part_of
from recognition.winners.queries.deciding import outcomes
from recognition.winners.queries.letter_words import words_in_every_language
from recognition.winners.queries.outcome_facts import facts
from recognition.winners.queries.outcome_writing import NoLetter, OutcomeLetterCard, Writing
from recognition.winners.queries.praise import praise_of
from recognition.winners.rules import RECOGNISED
from recognition.words import _


@dataclass(frozen=True)
class Outgoing:
    """What is to be written about some candidacies, and who cannot be written to.

    `undecided` are the candidacies that nothing was decided about: they count as recognised.
    """

    letters: tuple[OutcomeLetterCard, ...]
    without: tuple[NoLetter, ...]
    undecided: tuple[CandidacyCard, ...]


def outgoing(round_id: int, candidacy_ids: Collection[int] | None = None) -> Outgoing:
    """Return the letters about a round, or about some of its candidacies.

    A constant number of statements, whatever their number.

    Raises:
        Missing: there is no such round.
        Refused: the words of a kind that is needed cannot be used.
    """
    card = schemes.round_card(round_id)
    if candidacy_ids is None:
        found = nominations.candidacies(round_id)
    else:
        chosen = nominations.candidacies_by_id(candidacy_ids)
        found = [chosen[number] for number in sorted(chosen)]
    decided = outcomes([one.id for one in found])
    ends = {number: outcome or RECOGNISED for number, outcome in decided.items()}
    write = Writing(
        card,
        facts(found, managers=card.scheme.tells_managers),
        words_in_every_language(card.scheme.organisation_id),
        praise_of(ends),
        ends,
    )
    made = [one for candidacy in found for one in write.about(candidacy)]
    letters = tuple(one for one in made if isinstance(one, OutcomeLetterCard))
    for language in sorted({letter.language for letter in letters}):
        said = {letter.kind for letter in letters if letter.language == language}
        _check(said, write.words[language])
    return Outgoing(
        letters,
        tuple(one for one in made if isinstance(one, NoLetter)),
        tuple(one for one in found if not decided[one.id]),
    )


def _check(kinds: Collection[str], words: Mapping[str, Words]) -> None:
    for kind in sorted(kinds):
        try:
            check_words(part_of(kind), words[kind])
        except Refused as refused:
            raise Refused(
                _(
                    "The words of the letter “%(kind)s” cannot be used. %(why)s",
                    kind=kind_name(kind),
                    why=refused.reason,
                )
            ) from refused
