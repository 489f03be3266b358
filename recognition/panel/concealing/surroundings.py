"""What stands around a name and goes with it: titles, initials, particles, halves, letters."""

import re

from recognition.panel.concealing.persons import Known, Person
from recognition.panel.concealing.setting import Setting
from recognition.panel.concealing.vocabulary import (
    AFTER_NAMES,
    HALF_TITLES,
    PERSONAL_TITLES,
    is_cue,
)
from recognition.panel.concealing.words import Word

JOINS = re.compile(r"[ \t\u00a0]{1,2}|[ ]?\n[ ]?|[-‐‑._]|[ ]?[-‐‑–][ ]?")
INITIAL_JOINS = re.compile(r"\.?[ \t\u00a0]{0,2}")
_PLAIN_SPACE = re.compile(r"[ \t\u00a0]{1,2}|[ ]?\n[ ]?")
_HYPHENS = ("-", "‐", "‑")


def spelt_initials(
    here: Setting, people: Known, at: int, taken: frozenset[int]
) -> tuple[int, int, frozenset[int]] | None:
    """Return initials that begin at a word: “AP”, “A.P.”, “A. P.”; only in capitals."""
    word = here.words[at]
    if at in taken or not word.written.isupper():
        return None
    if len(word.written) > 1:
        known = people.initials.get(word.low)
        free = known and not is_cue(word.low, "abbreviation") and here.has_small
        return (at, at, known) if known and free else None
    last, letters = at, word.low
    best = None
    while last + 1 < len(here.words) and _is_letter(here, last + 1, taken):
        if not INITIAL_JOINS.fullmatch(here.gap(last)) or len(letters) > 4:
            break
        last += 1
        letters += here.words[last].low
        if letters in people.initials:
            best = at, last, people.initials[letters]
    return best


def _is_letter(here: Setting, at: int, taken: frozenset[int]) -> bool:
    word = here.words[at]
    return len(word.written) == 1 and word.written.isupper() and at not in taken


def led(here: Setting, first: int, persons: list[Person], free: int, taken: frozenset[int]) -> int:
    """Return the first word of a mention, with initials, particles and titles before the name."""
    while first - 1 >= free and first - 1 not in taken:
        word, gap = here.words[first - 1], here.gap(first - 1)
        if word.ending:
            break
        titled = here.is_title(first - 1) and _is_led_by_title(here, first)
        # “Smith-Patel” is Patel to us
        half = gap in _HYPHENS and _is_half(word)
        if not (titled or half or _belongs(word, gap, persons)):
            break
        first -= 1
    return first


def _is_led_by_title(here: Setting, first: int) -> bool:
    """Tell whether a half title leads to a whole one: “staff nurse Asha”, not “staff Asha”."""
    low = here.words[first - 1].low
    return low not in HALF_TITLES or here.words[first].low in PERSONAL_TITLES


def _is_half(word: Word) -> bool:
    return word.is_capital and len(word.low) > 1 and not word.low.isdigit()


def trailed(here: Setting, last: int, persons: list[Person], taken: frozenset[int]) -> int:
    """Return the last word of a mention, with a half, an initial or letters after the name."""
    while here.gap(last) in _HYPHENS and _goes_on(here, last, taken):
        if not _is_half(here.words[last + 1]):
            return last
        last += 1
    if not _PLAIN_SPACE.fullmatch(here.gap(last)) or not _goes_on(here, last, taken):
        return last
    word = here.words[last + 1]
    letter = len(word.low) == 1 and word.is_capital and word.low not in ("i", "a")
    initial = letter and any(word.low in p.family_letters for p in persons)
    letters = word.is_loud and word.low in AFTER_NAMES
    return last + 1 if initial or letters else last


def _goes_on(here: Setting, last: int, taken: frozenset[int]) -> bool:
    there = last + 1 < len(here.words) and last + 1 not in taken
    return there and not here.words[last].ending


def _belongs(word: Word, gap: str, persons: list[Person]) -> bool:
    """Tell whether an initial or a particle of somebody's name stands before it."""
    letter = len(word.low) == 1 and word.is_capital and word.low != "i"
    if letter and any(word.low in p.given_letters for p in persons):
        return bool(INITIAL_JOINS.fullmatch(gap))
    return any(word.low in p.particles for p in persons) and bool(JOINS.fullmatch(gap))
