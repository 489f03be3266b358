"""Where job titles and teams stand in a text."""

import re
from collections.abc import Iterator, Sequence

from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.vocabulary import NOT_NAMES, is_cue, word_classes
from recognition.panel.concealing.words import starts_sentence, words_of

Stretch = tuple[int, int]

_GAP = re.compile(r"\W{0,3}")
_SHORTEST = 3


class Phrases:
    """Phrases to look for, by their first word; the longest comes first."""

    def __init__(self, phrases: Sequence[str]) -> None:
        """Args: phrases: job titles and teams as they are in the directory."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self.own_names: set[str] = set()
        for phrase in phrases:
            lows = tuple(word.low for word in words_of(phrase) if word.low)
            lows = lows[1:] if lows[:1] == ("the",) else lows
            if lows:
                self._by_first.setdefault(lows[0], []).append(lows)
            self.own_names.update(_own_name(lows))
        for found in self._by_first.values():
            found.sort(key=len, reverse=True)

    def starting(self, low: str) -> Sequence[tuple[str, ...]]:
        """Return the phrases that may begin with this plain word, in the singular or plural."""
        return self._by_first.get(low, self._by_first.get(low.removesuffix("s"), []))


def stretches(here: Setting, phrases: Phrases, ours: frozenset[int]) -> Iterator[Stretch]:
    """Yield the first and last word of every phrase in the text, in order and apart."""
    at = 0
    while at < len(here.words):
        last = at if at in ours else _ends(here, phrases, at, ours)
        if at not in ours and last is not None:
            yield at, last
            at = last
        at += 1


def _ends(here: Setting, phrases: Phrases, at: int, ours: frozenset[int]) -> int | None:
    word = here.words[at]
    for lows in phrases.starting(word.low):
        last = at + len(lows) - 1
        free = last < len(here.words) and not ours & set(range(at, last + 1))
        if free and _reads(here, lows, at) and not _is_too_short(here, lows, at):
            return last
    own = word.low in phrases.own_names and word.is_capital
    return at if own and not starts_sentence(here.text, word.start) else None


def _reads(here: Setting, lows: tuple[str, ...], at: int) -> bool:
    for step, low in enumerate(lows):
        final = step == len(lows) - 1
        found = here.words[at + step].low
        if found != low and not (final and found in (f"{low}s", f"{low}es")):
            return False
        if not final and not _GAP.fullmatch(here.gap(at + step)):
            return False
    return True


def _is_too_short(here: Setting, lows: tuple[str, ...], at: int) -> bool:
    """Tell whether “IT” would be found in “it”."""
    return len(lows) == 1 and len(lows[0]) < _SHORTEST and not here.words[at].is_loud


def _own_name(lows: tuple[str, ...]) -> list[str]:
    """Return “willow” of Willow Ward: what its people call it."""
    if len(lows) != 2 or not is_cue(lows[1], "place_after"):
        return []
    own = lows[0]
    general = own.isdigit() or len(own) < _SHORTEST or own in word_classes()
    return [] if general or own in NOT_NAMES or is_cue(own, "determiner", "general_team") else [own]
