"""Words of a story that were taken out of it must not live on in what was written from it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from recognition.nominations.redacting import QUOTED_WORDS
from recognition.panel.sentences import sentences
from recognition.winners.quoting import words_of

# So many words in a row of a story are a sentence of it and no turn of phrase.
SHORTEST_SENTENCE = 4

_RAW = re.compile(r"\w+(?:['’‘`´]\w+)*")


@dataclass(frozen=True)
class Former:
    """What a nominee's stories said and say.

    `earlier` are the answers of every revision, of withdrawn nominations too; `changed` are those
    of earlier revisions of nominations that are still read; `now` is what is read today; `name` is
    the nominee's.
    """

    earlier: Sequence[str]
    changed: Sequence[str]
    now: Sequence[str]
    name: str = ""


def holds_taken_out(text: str, former: Former) -> bool:
    """Tell whether a text repeats words that stood in a story and stand in none any more.

    That is a sentence, or several words in a row; and of a story that was changed also a single
    name or number, since those are what is mostly taken out.
    """
    stood, stands = _lines(former.earlier), _lines(former.now)
    told = {tuple(words_of(one.text)) for text in former.earlier for one in sentences(text)}
    for words in (*map(words_of, _sentences(text)), *_rows(words_of(text))):
        repeated = tuple(words) in told or (
            len(words) >= SHORTEST_SENTENCE and _among(words, stood)
        )
        if words and repeated and not _among(words, stands):
            return True
    left = _names(former.changed) - set(words_of(" ".join((*former.now, former.name))))
    return not left.isdisjoint(words_of(text))


def _sentences(text: str) -> list[str]:
    return [one.text for one in sentences(text)]


def _rows(words: Sequence[str]) -> Iterable[Sequence[str]]:
    last = len(words) - QUOTED_WORDS
    return (words[at : at + QUOTED_WORDS] for at in range(last + 1))


def _lines(answers: Iterable[str]) -> list[str]:
    return [f" {' '.join(words_of(answer))} " for answer in answers]


def _among(words: Sequence[str], lines: Iterable[str]) -> bool:
    sought = f" {' '.join(words)} "
    return any(sought in line for line in lines)


def _names(answers: Iterable[str]) -> set[str]:
    """Return numbers, and words with a capital that do not only begin a sentence."""
    found = set()
    for answer in answers:
        for sentence in sentences(answer):
            for place, word in enumerate(_RAW.findall(sentence.text)):
                named = word[0].isupper() and place > 0 and len(word) > 2
                if named or (word[0].isdigit() and len(word) > 1):
                    found.update(words_of(word))
    return found
