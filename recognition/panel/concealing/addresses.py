"""E-mail addresses and handles that are made of somebody's name."""

import re
from collections.abc import Iterator

from recognition.panel.concealing.persons import Known
from recognition.panel.concealing.vocabulary import word_classes
from recognition.panel.concealing.words import words_of

_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+'-]{0,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){0,8}")
_LONG = 4


def addresses(text: str, people: Known) -> Iterator[tuple[int, int, int]]:
    """Yield start, end and the number of the person of every address made of a name."""
    if "@" not in text:
        return
    for match in _ADDRESS.finditer(text):
        who = _bearers(match.group(), people)
        if who:
            yield match.start(), match.end(), min(who)


def _bearers(address: str, people: Known) -> frozenset[int]:
    lows = [word.low for word in words_of(address.replace("_", " "))]
    whole = "".join(lows)
    found = frozenset[int]()
    for low in lows:
        found |= people.spellings.get(low, frozenset())
    for low, who in people.spellings.items():
        if len(low) >= _LONG and low not in word_classes() and low in whole:
            found |= who
    return found
