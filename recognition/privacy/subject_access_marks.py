"""Finding other people's names in words, and taking out what must not be given out."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from recognition.nominations.redacting import Stretch, stretches, take_out
from recognition.panel.blinding import blind
from recognition.panel.concealing.mentions import mentions
from recognition.panel.concealing.persons import Known, known
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.words import words_of
from recognition.people.rules import folded
from recognition.subject_access import Item

Piece = tuple[str, bool]
Pairs = tuple[tuple[str, list[Piece]], ...]
MOST_WORDS_OF_A_NAME = 4


@dataclass(frozen=True)
class MarkedItem:
    """An item as a human looks at it: facts and texts in pieces, names of others marked."""

    item: Item
    facts: Pairs
    texts: Pairs

    @property
    def names_others(self) -> bool:
        """True where somebody else is named in it."""
        return any(is_name for _h, parts in (*self.facts, *self.texts) for _t, is_name in parts)


def marked(item: Item, people: Known, own: str) -> MarkedItem:
    """Return an item with the names of these people marked."""
    facts, texts = (
        tuple((heading, pieces(text, spans(text, people, own))) for heading, text in pairs)
        for pairs in (item.facts, item.texts)
    )
    return MarkedItem(item, facts, texts)


def possible_names(texts: Iterable[str]) -> frozenset[str]:
    """Return rows of two to four capital words, folded: what the directory may know as names."""
    found = set[str]()
    for text in texts:
        here = Setting(text, words_of(text))
        for first, word in enumerate(here.words):
            if not word.is_capital:
                continue
            for last in range(first + 1, min(first + MOST_WORDS_OF_A_NAME, len(here.words))):
                if not here.words[last].is_capital or here.gap(last - 1).strip(" \u00a0.-'’"):
                    break
                found.add(folded(text[word.start : here.words[last].end]).removesuffix("'s"))
    return frozenset(found)


def people_named(names: Sequence[str]) -> Known:
    """Return what to look for, for `spans`."""
    return known([], names)


def spans(text: str, people: Known, own: str) -> list[Stretch]:
    """Return where a text names one of these people, and not the one who asks.

    Args:
        text: any text.
        people: who is looked for.
        own: the name of the one who asks; a word of it alone names them.
    """
    if not people.persons:
        return []
    here = Setting(text, words_of(text, people.spellings))
    mine = set(folded(own).split())
    return [
        (found.start, found.end)
        for found in mentions(here, people, frozenset())
        if not set(folded(text[found.start : found.end]).split()) <= mine
    ]


def pieces(text: str, places: Sequence[Stretch]) -> list[Piece]:
    """Return a text in pieces, each with whether it is one of these places."""
    found: list[Piece] = []
    at = 0
    for start, end in sorted(places):
        if start > at:
            found.append((text[at:start], False))
        found.append((text[max(start, at) : end], True))
        at = max(at, end)
    return [*found, (text[at:], False)] if at < len(text) else found


def without(names: Collection[str], text: str) -> str:
    """Return a text in which people who asked not to be named are “the nominator”."""
    return blind(text, [], sorted(names)) if names else text


def black_out(text: str, people: Known, phrases: Sequence[str], *, own: str) -> tuple[str, int]:
    """Return a text without the names and passages that are to go, and how many places went."""
    places = spans(text, people, own)
    for phrase in phrases:
        places += stretches(text, phrase)
    return (take_out(text, places), len(places)) if places else (text, 0)
