"""Who is looked for: the spellings of their names, and what may stand around them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recognition.panel.concealing.vocabulary import NOT_NAMES, cues, word_classes
from recognition.people.name_words import FORMERLY, LETTERS_AFTER, PARTICLES
from recognition.people.names import PersonName, read_name
from recognition.people.short_names import forms
from recognition.people.spelling import LONG, is_slip, plain

NOMINEE, NOMINATOR = "nominee", "nominator"
_PIECES = re.compile(r"[\s'’‘`´ʼ.,()\-\u2010-\u2015]+")
_SHORTEST = 3


@dataclass(frozen=True)
class Person:
    """One name that is looked for, under the words that stand for who it is.

    Attributes:
        givens, families: spellings that stand for the person on their own, plain.
        leads: letters and particles that may stand before one of them.
        initials: all capitals of the name in one word, in lower case.
    """

    role: str
    givens: frozenset[str]
    families: frozenset[str]
    given_letters: frozenset[str]
    family_letters: frozenset[str]
    particles: frozenset[str]
    initials: frozenset[str]
    handles: frozenset[str]


@dataclass(frozen=True)
class Known:
    """Everybody who is looked for, by the spellings of their names."""

    persons: tuple[Person, ...]
    spellings: dict[str, frozenset[int]]
    initials: dict[str, frozenset[int]]
    long: tuple[str, ...]
    _slips: dict[str, frozenset[int]] = field(default_factory=dict, compare=False)

    def bearers(self, low: str, *, capital: bool) -> frozenset[int]:
        """Return who may be meant by a word: exactly, with an s too many, or with a slip."""
        if low in self.spellings:
            return self.spellings[low]
        if low in word_classes() or low in cues():
            return frozenset()
        stem = low.removesuffix("s")
        if len(stem) > _SHORTEST and stem in self.spellings and stem not in word_classes():
            return self.spellings[stem]
        return self._slipped(low) if capital and len(low) >= LONG - 1 else frozenset()

    def _slipped(self, low: str) -> frozenset[int]:
        if low not in self._slips:
            near = (self.spellings[name] for name in self.long if is_slip(low, name))
            self._slips[low] = frozenset[int]().union(*near)
        return self._slips[low]


def known(nominee: Sequence[str], nominators: Sequence[str]) -> Known:
    """Return everybody to look for. Names without a letter, such as “…”, are nobody."""
    named = [(NOMINEE, name) for name in nominee] + [(NOMINATOR, name) for name in nominators]
    persons = tuple(_person(role, name) for role, name in named)
    spellings: dict[str, set[int]] = {}
    initials: dict[str, set[int]] = {}
    for at, person in enumerate(persons):
        for low in person.givens | person.families | person.handles:
            spellings.setdefault(low, set()).add(at)
        for letters in person.initials:
            initials.setdefault(letters, set()).add(at)
    return Known(
        persons,
        {low: frozenset(who) for low, who in spellings.items()},
        {low: frozenset(who) for low, who in initials.items()},
        tuple(low for low in spellings if len(low) >= LONG - 1 and low not in word_classes()),
    )


def _person(role: str, name: str) -> Person:
    read = read_name(name)
    pieces = [piece for piece in map(plain, _PIECES.split(name)) if piece]
    givens = _spellings([*read.givens, *(m for m in read.middle if len(m) > 1)])
    givens |= _spellings(form for low in read.givens for form in forms(low))
    families = _spellings([part for parts in read.families for part in parts])
    families |= _spellings([read.joined_family])
    families |= _spellings(
        piece
        for piece in pieces
        if len(piece) >= _SHORTEST
        and piece not in PARTICLES | LETTERS_AFTER | FORMERLY
        and any(piece in family for family in families - {piece})
    )
    return Person(
        role=role,
        givens=givens,
        families=families,
        given_letters=frozenset(low[0] for low in (*givens, *read.middle) if low),
        family_letters=frozenset(low[0] for low in families),
        particles=PARTICLES & frozenset(pieces),
        initials=_initials(read, pieces),
        handles=_handles(givens, read.joined_family),
    )


def _spellings(words: Iterable[str]) -> frozenset[str]:
    kept = (word.replace("-", "").replace(" ", "") for word in words)
    return frozenset(word for word in kept if len(word) > 1 and word not in NOT_NAMES)


def _initials(read: PersonName, pieces: Sequence[str]) -> frozenset[str]:
    """Return “ap” and “amp” for Asha Maria Patel, and “jvdb” for Jan van der Berg."""
    if not (read.given and read.joined_family):
        return frozenset()
    last = "".join(part[:1] for part in read.family)
    middle = "".join(part[:1] for part in read.middle)
    found = {read.given[0] + last, read.given[0] + last[:1], read.given[0] + middle + last}
    if read.given in pieces:
        rest = [piece[0] for piece in pieces[pieces.index(read.given) + 1 :]]
        if len(rest) > 1 and len(rest) <= _SHORTEST:
            found.add(read.given[0] + "".join(rest))
    return frozenset(found)


def _handles(givens: Iterable[str], family: str) -> frozenset[str]:
    """Return what people sign in as: ashapatel, patelasha, apatel, patela."""
    if len(family) < _SHORTEST:
        return frozenset()
    pairs = [(low, family) for low in givens] + [(low[0], family) for low in givens]
    return frozenset(joined for one, two in pairs for joined in (one + two, two + one))
