"""A person's name taken apart: “Dr Patel-Shah, Asha (née Rao), RN” is Asha, of two family names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from recognition.people.name_words import (
    FORMERLY,
    GENERATIONS,
    LETTERS_AFTER,
    PARTICLES,
    PLACE_WORDS,
    TITLES,
)
from recognition.people.spelling import plain

_KNOWN_AS = re.compile(r"^(?:aka|known as|goes by|called) ")
_BRACKETS = re.compile(r"[(\[\"“”„]([^)\]\"“”„]*)[)\]\"“”„]")
_CAPITALS = re.compile(r"[^\W\d_a-z]{2}[^\Wa-z]*")


@dataclass(frozen=True)
class PersonName:
    """A name in its parts, each plain (see `spelling.plain`) and without hyphens.

    A single word stands in `given`, although it may be a family name. `family` has several parts
    when it is double-barrelled; particles (van, O, al) are joined to what follows. `also` are
    nicknames in brackets, `former` earlier family names, `generation` is “junior”, “senior” …
    """

    given: str = ""
    middle: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    also: frozenset[str] = frozenset()
    former: frozenset[str] = frozenset()
    generation: str = ""

    @cached_property
    def joined_family(self) -> str:
        """The family name in one word: “smithjones” for Smith-Jones and Smith Jones."""
        return "".join(self.family)

    @cached_property
    def givens(self) -> tuple[str, ...]:
        """What they may be called: the given name, nicknames, and Annemarie for Anne Marie."""
        two = self.middle and len(self.middle[0]) > 1
        joined = (self.given + self.middle[0],) if two else ()
        return (self.given, *sorted(self.also), *joined)

    @cached_property
    def families(self) -> tuple[tuple[str, ...], ...]:
        """The family name and earlier ones, each in its parts."""
        return (self.family, *((former,) for former in sorted(self.former)))


@lru_cache(maxsize=20_000)
def read_name(name: str) -> PersonName:
    """Return the parts of a name as people write it; an empty one where nothing is a name.

    Titles, letters after the name and a ward after it are left out. “Patel, Asha” and “PATEL
    Asha” begin with the family name.
    """
    also, former = _asides(name)
    head, *rest = _BRACKETS.sub(" ", name).split(",")
    words, generation = _generation(_tidy(head))
    words, more = _formerly(words)
    told = next((piece for piece in map(_tidy, rest) if piece), [])
    parted: tuple[Sequence[str], Sequence[str]]
    if words and told:
        parted = told, words
    elif len(words) > 1 and _family_first(head, words):
        parted = words[1:], words[:1]
    else:
        parted = _parted(words or told)
    given = [word.replace("-", "") for word in parted[0]]
    return PersonName(
        given=given[0] if given else "",
        middle=tuple(given[1:]),
        family=_family(parted[1]),
        also=also,
        former=former | more,
        generation=generation,
    )


def _asides(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the nicknames and the earlier family names that stand in brackets or quotes."""
    also, former = set[str](), set[str]()
    for aside in _BRACKETS.findall(name):
        words = _KNOWN_AS.sub("", plain(aside)).split()
        if words and words[0] in FORMERLY:
            former.update(_family(words[1:]))
        elif len(words) == 1 and words[0].isalpha():
            also.update(words)
    return frozenset(also), frozenset(former)


def _tidy(piece: str) -> list[str]:
    """Return the words of a piece that are names: no titles, no letters after, no ward."""
    words = plain(piece).replace("&", " ").split()
    while words and words[-1] in LETTERS_AFTER:
        words.pop()
    place = next((at for at, word in enumerate(words) if _is_place(word)), None)
    if place is not None:
        words = words[:place]
        while words and words[-1] in PLACE_WORDS:
            words.pop()
    while len(words) > 1 and words[0] in TITLES:
        words.pop(0)
    return words


def _is_place(word: str) -> bool:
    return word == "from" or any(map(str.isdigit, word))


def _generation(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and words[-1] in GENERATIONS:
        return words[:-1], GENERATIONS[words[-1]]
    return words, ""


def _formerly(words: list[str]) -> tuple[list[str], frozenset[str]]:
    at = next((at for at, word in enumerate(words) if at and word in FORMERLY), len(words))
    return words[:at], frozenset(_family(words[at + 1 :]))


def _family_first(head: str, words: Sequence[str]) -> bool:
    first, last = head.split()[0], head.split()[-1]
    loud = _CAPITALS.fullmatch(first) is not None and plain(first) == words[0]
    return loud and last != last.upper()


def _parted(words: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return given and family names of words in the usual order."""
    if len(words) < 2:
        return words, ()
    first = len(words) - 1
    while first > 1 and words[first - 1] in PARTICLES:
        first -= 1
    return words[:first], words[first:]


def _family(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(joined_particles("-".join(words).split("-")))


def joined_particles(words: Iterable[str]) -> list[str]:
    """Return words with every particle joined to what follows: “mc donald” is one word."""
    parts: list[str] = []
    before = ""
    for word in words:
        before += word
        if before and word not in PARTICLES:
            parts.append(before)
            before = ""
    return [*parts, before] if before else parts
