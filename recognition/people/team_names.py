"""One team under several names: “Ward 7”, “ward seven” and “W7”; “A&E” and “ED”.

The table of what departments are called is team_names.txt.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from recognition.people.spelling import is_slip, plain

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        f"{_UNITS} sixteen seventeen eighteen nineteen twenty".split(), start=1
    )
}
_SAYS_TEAM = "the of at on in and department dept dep team unit service nhs main building hospital"
_NOISE = frozenset(_SAYS_TEAM.split())
_WARD = re.compile(r"\b(?:w|wd|wrd)\.? ?(?=\d+[a-h]?\b)")
_GLUED = re.compile(r"\bward(?=\d)")
_LETTER = re.compile(r"\b0*(\d+)(?: ?([a-h]))?\b")
# They mean a department only where they are the whole name.
_ALSO_WORDS = frozenset(("it", "pay", "eye", "gum", "skin", "heart", "chest", "cancer", "switch"))
_PLURAL_FROM = 5
_FEWEST_LETTERS = 3


class _Table(NamedTuple):
    """For each spelling its key, for each key what it is called, and what counts inside a name."""

    keys: dict[str, str]
    called: dict[str, tuple[str, ...]]
    inside: dict[str, str]


@lru_cache(maxsize=20_000)
def team_key(team: str) -> str:
    """Return what all spellings of a team's name have in common; empty for no name.

    “W7” → “ward 7”, “The Stroke Unit” → “stroke”, “ED desk” → “a e desk”.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    table, words = _table(), _worded(team)
    if words in table.keys:
        return table.keys[words]
    hit = process.extractOne(words, table.inside.keys(), scorer=OSA.distance, score_cutoff=1)
    if hit and is_slip(words, hit[0]):
        return table.inside[hit[0]]
    padded = f" {words} "
    for spelling, key in table.inside.items():
        padded = padded.replace(f" {spelling} ", f" {key} ", 1)
    return padded.strip()


def same_team(one: str, other: str) -> bool:
    """Tell whether two names are certainly of one team; nothing is the same as no name.

    A slip of the pen in a long word is allowed, but numbers are what they are.
    """
    first, second = team_key(one), team_key(other)
    if not first or not second:
        return False
    if first == second:
        return True
    pairs = list(zip(first.split(), second.split(), strict=False))
    return first.count(" ") == second.count(" ") and all(
        a == b or (a.isalpha() and b.isalpha() and is_slip(a, b)) for a, b in pairs
    )


def answers_to(team: str, typed: Sequence[str]) -> bool:
    """Tell whether people may mean this team by the words they typed so far, plain.

    Every word begins a part of something it is called, or they are all of it: “emerg” means A&E.
    """
    whole = " ".join(typed)
    if len(whole) < _FEWEST_LETTERS:
        return whole in spellings(team)
    return any(
        all(f" {word}" in f" {called.replace('-', ' ')}" for word in typed)
        for called in spellings(team)
    )


@lru_cache(maxsize=20_000)
def spellings(team: str) -> frozenset[str]:
    """Return what else people call a team, plain: “Ward 7” is “w7” or “ward seven”."""
    key = team_key(team)
    found = {key, *_table().called.get(key, ())}
    ward, _space, number = key.partition(" ")
    if ward == "ward" and number:
        words = [word for word, digits in _NUMBERS.items() if digits == number]
        found |= {f"w{number}", f"ward{number}", *(f"ward {word}" for word in words)}
    return frozenset(found - {plain(team)})


def _worded(team: str) -> str:
    """Return a name plain, with numbers as digits, without the words that say only “team”."""
    told = plain(team).replace("-", " ").replace("&", " and ")
    told = _WARD.sub("ward ", _GLUED.sub("ward ", told))
    words = [_NUMBERS.get(word, word) for word in told.split()]
    words = _LETTER.sub(lambda m: m[1] + (m[2] or ""), " ".join(words)).split()
    words = [_singular(word) for word in words]
    numbered = any(word[0].isdigit() for word in words)
    noise = _NOISE if numbered else _NOISE | {"ward"}
    return " ".join([word for word in words if word not in noise] or words)


def _singular(word: str) -> str:
    plural = len(word) >= _PLURAL_FROM and word.endswith("s") and not word.endswith(("ss", "ics"))
    return word[:-1] if plural else word


@cache
def _table() -> _Table:
    keys: dict[str, str] = {}
    called: dict[str, tuple[str, ...]] = {}
    text = files("recognition.people").joinpath("team_names.txt").read_text("utf-8")
    for line in text.splitlines():
        if "|" in line and not line.startswith("#"):
            names = [name.strip() for name in line.split("|")]
            key = _worded(names[0])
            called[key] = tuple(plain(name) for name in names)
            for name in names:
                keys.setdefault(_worded(name), key)
    long = [pair for pair in keys.items() if pair[0] not in _ALSO_WORDS]
    long.sort(key=lambda pair: (-len(pair[0]), pair[0]))
    return _Table(keys, called, dict(long))
