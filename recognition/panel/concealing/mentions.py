"""Where the people who are looked for are mentioned, with their titles and initials."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from recognition.panel.concealing.evidence import is_name
from recognition.panel.concealing.persons import NOMINEE, Known, Person
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.surroundings import (
    INITIAL_JOINS,
    JOINS,
    led,
    spelt_initials,
    trailed,
)
from recognition.panel.concealing.vocabulary import (
    cues,
    word_classes,
)
from recognition.panel.concealing.words import Word

_BARE_POSSESSIVE = re.compile(r"['’] [^\W\dA-Z_]")
_CLOSES_INITIAL = re.compile(r"\.(?=[,;:)’'”\"]|[ ][^\W\dA-Z_])")


class Mention(NamedTuple):
    """A stretch that names somebody: its words from `first` to `last`, and who it is."""

    first: int
    last: int
    role: str
    start: int
    end: int
    ending: str


def mentions(here: Setting, people: Known, taken: frozenset[int]) -> list[Mention]:
    """Return every mention, in order and apart.

    Args:
        here: the text and its words.
        people: who is looked for.
        taken: numbers of words that are hidden for another reason, or are ours.
    """
    meant = [
        frozenset[int]() if at in taken else people.bearers(word.low, capital=word.is_capital)
        for at, word in enumerate(here.words)
    ]
    found: list[Mention] = []
    free = 0
    for first, last, who in _runs(here, people, meant, taken):
        persons = [people.persons[number] for number in sorted(who)]
        start = led(here, first, persons, max(free, 0), taken)
        stop = trailed(here, last, persons, taken)
        found.append(_mention(here, start, stop, persons))
        free = stop + 1
    return found


def _mention(here: Setting, first: int, last: int, persons: list[Person]) -> Mention:
    """Return a mention; a name that several bear is the nominee's, who the story is about."""
    role = NOMINEE if any(p.role == NOMINEE for p in persons) else persons[0].role
    word = here.words[last]
    end, ending = word.end, word.ending
    if len(word.written) == 1:
        dot = _CLOSES_INITIAL.match(here.text, end)
        end = dot.end() if dot else end
    elif word.low.endswith("s") and not ending and _BARE_POSSESSIVE.match(here.text, end):
        end, ending = end + 1, "s"  # “James’ kindness”
    bare = word.low.removesuffix("s")
    known = frozenset[str]().union(*(p.givens | p.families for p in persons))
    if not ending and word.low not in known and bare in known:
        ending = "s"  # “Ashas kindness”
    return Mention(first, last, role, here.words[first].start, end, ending)


def _runs(
    here: Setting, people: Known, meant: list[frozenset[int]], taken: frozenset[int]
) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield stretches of words that together name one person."""
    at = 0
    while at < len(here.words):
        spelt = spelt_initials(here, people, at, taken)
        if spelt:
            yield spelt
            at = spelt[1] + 1
            continue
        if not meant[at]:
            at += 1
            continue
        last, who = _longest(here, people, meant, at)
        yield from _accepted(here, meant, at, last, who)
        at = last + 1


def _longest(
    here: Setting, people: Known, meant: list[frozenset[int]], at: int
) -> tuple[int, frozenset[int]]:
    """Return the last word of a run that may be one person, and who that may be."""
    who, last = meant[at], at
    ahead = at + 1
    while ahead < len(here.words) and _joined(here, ahead - 1, people, who):
        if meant[ahead] & who:
            who, last = who & meant[ahead], ahead
        elif not _fills(here.words[ahead], [people.persons[number] for number in who]):
            break
        ahead += 1
    return last, who


def _joined(here: Setting, at: int, people: Known, who: frozenset[int]) -> bool:
    word, gap = here.words[at], here.gap(at)
    if word.ending:
        return False
    if len(word.written) == 1:
        return bool(INITIAL_JOINS.fullmatch(gap))
    if gap == ", ":  # “Patel, Asha”
        following = here.words[at + 1]
        persons = [people.persons[number] for number in who]
        return following.is_capital and any(
            word.low in p.families - p.givens and following.low in p.givens for p in persons
        )
    return bool(JOINS.fullmatch(gap))


def _fills(word: Word, persons: list[Person]) -> bool:
    """Tell whether a word may stand inside a name: a middle initial, “van”, “de”."""
    letter = len(word.low) == 1 and word.is_capital and word.low != "i"
    return letter or any(word.low in p.particles for p in persons)


def _accepted(
    here: Setting, meant: list[frozenset[int]], first: int, last: int, who: frozenset[int]
) -> Iterator[tuple[int, int, frozenset[int]]]:
    """Yield what of a run is a name: all of it, or those of its words that are."""
    named = [at for at in range(first, last + 1) if meant[at]]
    sure = [at for at in named if not _may_be_a_word(here.words[at])]
    capital = all(here.words[at].is_capital for at in named)
    alike = sure and not any(here.words[at].is_capital for at in named)
    if len(named) > 1 and (alike or (capital and (sure or not _mere_words(here, named)))):
        yield first, last, who
        return
    if len(named) == len(sure):
        yield first, last, who
        return
    for at in named:
        if at in sure or is_name(here, at):
            yield at, at, meant[at]


def _mere_words(here: Setting, named: list[int]) -> bool:
    """Tell whether shouted words in a row are more likely words: “MAY WILL” in a loud text."""
    return any("function" in word_classes().get(here.words[at].low, ()) for at in named)


def _may_be_a_word(word: Word) -> bool:
    return word.low in word_classes() or word.low in cues()
