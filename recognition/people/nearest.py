"""Names that are nearly what was typed: which ones, and how nearly."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from string import ascii_lowercase
from typing import NamedTuple

from recognition.people.names import joined_particles
from recognition.people.short_names import forms
from recognition.people.spelling import plain, plain_folded

MOST_WORDS = 5
_LONGEST_WORD = 40
_MISTYPED_FROM = 4
_ANY_LETTER_FROM = 5
_TWO_SLIPS_FROM = 8

_SHORT_FORM = 1
_SLIP = 2
_UNFINISHED = 1


def typed_words(text: str) -> list[str]:
    """Return the first few words of what was typed, plain; parts of a double name stand apart."""
    words = plain(text).replace("-", " ").split()[:MOST_WORDS]
    return [word[:_LONGEST_WORD] for word in words]


class Listed:
    """Names to be looked through, folded, by their place in the list."""

    def __init__(self, names: Sequence[str]) -> None:
        """Take names apart, once for many questions."""
        self.names = plain_folded("\n".join(names)).split("\n") if names else []
        self.wholes: dict[str, list[int]] = {}
        self.parts: dict[str, list[int]] = {}
        for at, name in enumerate(self.names):
            words = name.split()
            self.wholes.setdefault("".join(words), []).append(at)
            for word in dict.fromkeys(words):
                self.parts.setdefault(word, []).append(at)


def nearest(text: str, names: Sequence[str] | Listed) -> dict[int, int]:
    """Return which names are nearly what was typed, by their place in `names`, which are folded.

    Every word typed must begin a part of the name, be a short form of it, or be it but for a slip:
    one from four letters on, two from eight on; the first letter is mistyped from five on. Words
    that only run together or fall apart (“Mc Donald”) are the same.

    Returns:
        Place → how far off, 1 or more for the nearest; names as typed are 0.
    """
    words = typed_words(text)
    if not words:
        return {}
    listed = names if isinstance(names, Listed) else Listed(names)
    found = dict.fromkeys(listed.wholes.get("".join(words), ()), _SLIP)
    for at, far in _fitting(words, listed).items():
        found[at] = min(far, found.get(at, far))
    return found or _fitting(joined_particles(words), listed)


class Reach(NamedTuple):
    """Which parts of names a few words may mean: those with these beginnings, and these.

    An empty beginning is all of them.
    """

    beginnings: frozenset[str]
    exactly: frozenset[str]


def readings(text: str) -> list[list[str]]:
    """Return the words of what was typed, plain, and again with what may be one word joined."""
    words = typed_words(text)
    joined = joined_particles(words)
    return [words] if joined == words else [words, joined]


def reach(words: Iterable[str]) -> Reach:
    """Return among which parts of names `near_parts` has to look; there may be one too many.

    A slip in the first letter leaves few parts that a word of up to seven letters may mean.
    """
    beginnings, exactly = set[str](), set[str]()
    for word in words:
        exactly |= forms(word)
        beginnings.add(word[0] if len(word) >= _MISTYPED_FROM else word)
        if len(word) >= _ANY_LETTER_FROM:
            others = [letter + rest for letter in ascii_lowercase for rest in (word[1:], word)]
            exactly |= {*others, word[1:], word[1] + word[0] + word[2:]}
    return Reach(frozenset(beginnings), frozenset(exactly))


def _fitting(words: Sequence[str], listed: Listed) -> dict[int, int]:
    """Return the names of which every word typed means a part, and how far off they are."""
    off = [near_parts(word, listed.parts) for word in words]
    rarest = min(off, key=len)
    places = {at for part in rarest for at in listed.parts.get(part, ())}
    fitting: dict[int, int] = {}
    for at in sorted(places):
        far = _far(off, listed.names[at].split())
        if far is not None:
            fitting[at] = far
    return fitting


def _far(off: Iterable[Mapping[str, int]], name: Sequence[str]) -> int | None:
    far = 0
    for near in off:
        hits = [near[part] for part in name if part in near]
        if not hits:
            return None
        far += min(hits)
    return far


def near_parts(word: str, parts: Collection[str]) -> dict[str, int]:
    """Return the parts of names that a word may mean, and how far off each is."""
    alike = [part for part in parts if part[0] == word[0]]
    near = dict.fromkeys(forms(word), _SHORT_FORM)
    if len(word) >= _MISTYPED_FROM:
        whole = parts if len(word) >= _ANY_LETTER_FROM else alike
        found = [_mistyped(word, {part: [part] for part in whole}, 0)]
        found += [
            _mistyped(word, _beginnings(alike, cut), _UNFINISHED)
            for cut in range(len(word) - 1, len(word) + 2)
        ]
        for part, far in (pair for each in found for pair in each.items()):
            near[part] = min(far, near.get(part, far))
    near.update(dict.fromkeys((part for part in alike if part.startswith(word)), 0))
    return near


def _beginnings(parts: Iterable[str], length: int) -> dict[str, list[str]]:
    """Return the first letters of all longer parts, and which parts begin with them."""
    starts: dict[str, list[str]] = {}
    for part in parts:
        if len(part) > length:
            starts.setdefault(part[:length], []).append(part)
    return starts


def _mistyped(word: str, starts: Mapping[str, Iterable[str]], more: int) -> dict[str, int]:
    """Return the parts that begin as the word but for a slip, and how far off with so much more."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    most = 2 if len(word) >= _TWO_SLIPS_FROM else 1
    hits = process.extract(word, list(starts), scorer=OSA.distance, score_cutoff=most, limit=None)
    return {part: _SLIP * int(off) + more for start, off, _at in hits for part in starts[start]}
