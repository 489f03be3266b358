"""A letter of one kind with real data, for whoever words it."""

from recognition.nominations import queries as nominations
from recognition.people.queries import Viewer
from recognition.winners.outcome_filling import Words, check_words
from recognition.winners.outcome_words import outcome_of, part_of
from recognition.winners.queries.deciding import outcomes
from recognition.winners.queries.outcome_facts import facts
from recognition.winners.queries.outcome_writing import OutcomeLetterCard, Writing
from recognition.winners.queries.praise import praise_of
from recognition.winners.queries.rights import hidden_while_judging, prepared_rounds
from recognition.words import LANGUAGES

ROUNDS = 3  # the newest ones are looked at


def sample_letter(
    viewer: Viewer, organisation_id: int, kind: str, words: Words
) -> OutcomeLetterCard | None:
    """Return a letter as it would leave with these words; None where nobody would get one yet.

    It is about somebody who was nominated in one of the newest closed rounds, and who has this
    outcome where anybody has; it is written as if they had.

    Args:
        viewer: whoever words it; they are shown nobody they must not learn about.
        organisation_id: whose letters.
        kind: one of `KINDS`.
        words: subject and body.

    Raises:
        Refused: a place is not known, or one that is needed is missing.
    """
    check_words(part_of(kind), words)
    mine = [one for one in prepared_rounds(viewer) if one.scheme.organisation_id == organisation_id]
    for card in mine[:ROUNDS]:
        hidden = hidden_while_judging(viewer, card.id)
        found = [one for one in nominations.candidacies(card.id, 1) if one.id not in hidden]
        decided = outcomes([one.id for one in found])
        found.sort(key=lambda one: decided[one.id] != outcome_of(kind))
        write = Writing(
            card,
            facts(found, managers=True),
            {code: {kind: words} for code in LANGUAGES},
            praise_of(decided),
            dict.fromkeys(decided, outcome_of(kind)),
        )
        for candidacy in found:
            for letter in write.about(candidacy, only=part_of(kind)):
                if isinstance(letter, OutcomeLetterCard):
                    return letter
    return None
