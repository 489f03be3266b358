"""Short forms of given names: Liz is Elizabeth, Gosia is Małgorzata. The table is short_names.txt.

Names go in and come out as `spelling.plain` writes them.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Literal, NamedTuple

from recognition.people.spelling import plain

Kinship = Literal["same", "perhaps", ""]

_LONG_SPELLING = 6


class _Line(NamedTuple):
    whole: tuple[str, ...]
    short: tuple[str, ...]
    perhaps: tuple[str, ...]


class _Table(NamedTuple):
    """For each name: the names that are the same, that may be, and its family's first name."""

    same: dict[str, frozenset[str]]
    perhaps: dict[str, frozenset[str]]
    heads: dict[str, str]


def kinship(one: str, other: str) -> Kinship:
    """Tell whether two given names are the same name, perhaps the same, or neither.

    Two spellings of a whole name are the same only when both have six letters or more: Catherine
    and Katherine are, Ann and Anne are two names as often as not. Two short forms are the same when
    one is the other with an ending (Kate, Katie) and perhaps otherwise: Liz is not Beth.
    """
    if one == other:
        return "same"
    table = _table()
    if other in table.same.get(one, ()):
        return "same"
    return "perhaps" if other in table.perhaps.get(one, ()) else ""


def same_names(given: str) -> frozenset[str]:
    """Return what else is certainly the same name."""
    return _table().same.get(given, frozenset())


def forms(given: str) -> frozenset[str]:
    """Return what else somebody of this name may be called, in a directory or by a friend."""
    table = _table()
    found = table.same.get(given, frozenset()) | table.perhaps.get(given, frozenset())
    if given in _shorts():
        # A colleague known as Bob is not listed as Rob.
        found -= {name for name in found & _shorts() if name not in table.same.get(given, ())}
    return found


def head(given: str) -> str:
    """Return one name for all that are or may be the same, for keys; itself where none is."""
    return _table().heads.get(given, given)


def _lines() -> Iterator[_Line]:
    text = files("recognition.people").joinpath("short_names.txt").read_text("utf-8")
    for line in text.splitlines():
        if ":" in line and not line.startswith("#"):
            whole, short, perhaps = (*line.split(":"), "")[:3]
            yield _Line(*(tuple(plain(part).split()) for part in (whole, short, perhaps)))


@cache
def _shorts() -> frozenset[str]:
    wholes = {name for line in _lines() for name in line.whole}
    return frozenset({name for line in _lines() for name in line.short} - wholes)


@cache
def _table() -> _Table:
    same, perhaps = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for line in _lines():
        for one, other, alike in _pairs(line):
            for a, b in ((one, other), (other, one)):
                (same if alike else perhaps)[a].add(b)
    for name, certain in same.items():
        perhaps[name] -= certain
    return _Table(
        {name: frozenset(others - {name}) for name, others in same.items()},
        {name: frozenset(others - {name}) for name, others in perhaps.items()},
        _heads(),
    )


def _pairs(line: _Line) -> Iterator[tuple[str, str, bool]]:
    for one, other in combinations(line.whole, 2):
        yield one, other, min(len(one), len(other)) >= _LONG_SPELLING
    for whole in line.whole:
        yield from ((whole, short, True) for short in line.short)
        yield from ((whole, name, False) for name in line.perhaps)
    for one, other in combinations(line.short, 2):
        yield one, other, _one_stem(one, other)


def _one_stem(one: str, other: str) -> bool:
    shorter, longer = sorted((one, other), key=len)
    return len(shorter) > 2 and longer.startswith(shorter[:-1]) and longer[-1] in "eiys"


def _heads() -> dict[str, str]:
    heads: dict[str, str] = {}
    for line in _lines():
        names = (*line.whole, *line.short, *line.perhaps)
        joined = {heads.get(name, name) for name in names}
        first = min(joined)
        for name in [*names, *(name for name, found in heads.items() if found in joined)]:
            heads[name] = first
    return heads
