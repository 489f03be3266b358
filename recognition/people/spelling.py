"""Words in plain letters, and when two of them are one word with a slip of the pen."""

import re
from collections.abc import Callable
from functools import cache

from recognition.people.rules import folded

LONG = 6
_VERY_LONG = 8
_SHORT = 3

# Letters with a stroke or a tail of their own, which Unicode does not take apart.
_INSTEAD = "l o d d h i t ss ae oe th e"
_STROKES = dict(zip("łøđðħıŧßæœþə", _INSTEAD.split(), strict=True))
_PLAIN = str.maketrans(_STROKES)
_QUICKLY = (*_STROKES.items(), ("'", ""), ("-", " "), (".", " "))
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_SILENT = re.compile(r"['`´‘ʻʼ]")
_ASIDE = re.compile(r"[^\w\s&-]|_")


def plain(text: str) -> str:
    """Return words as they are compared: “Małgorzata O’Brien-Łoś, R.N.” → `… obrien-los r n`.

    Lower case, no accents or strokes, no apostrophes, no punctuation but hyphens and “&”, single
    spaces. Letters of other scripts stay.
    """
    told = _DASHES.sub("-", folded(text).translate(_PLAIN))
    return " ".join(_ASIDE.sub(" ", _SILENT.sub("", told)).split())


def plain_folded(text: str) -> str:
    """Return folded names, a line each, as `plain` would, with a space for a hyphen; but quickly.

    Punctuation stays: there are thousands of names to read while somebody types.
    """
    for letter, instead in _QUICKLY:
        text = text.replace(letter, instead)  # ten times as fast as `translate` on so long a text
    return text


def slips(one: str, other: str, most: int = 2) -> int:
    """Return how many letters were added, missed, changed or swapped with their neighbour.

    More than `most` are told as `most + 1`. (The “optimal string alignment” distance.)
    """
    return _distance()(one, other, score_cutoff=most)


@cache
def _distance() -> Callable[..., int]:
    from rapidfuzz.distance import OSA

    return OSA.distance


def is_swap(one: str, other: str) -> bool:
    """Tell whether two words differ by two neighbouring letters that changed places."""
    return len(one) == len(other) and sorted(one) == sorted(other) and slips(one, other, 1) == 1


def is_near(one: str, other: str) -> bool:
    """Tell whether one word may be the other mistyped: a slip, or two where the words are long.

    Words of three letters have too many neighbours: “Ali” is not “Aly” mistyped, “Mrk” is Mark.
    """
    shorter, longer = sorted((len(one), len(other)))
    if shorter < _SHORT or longer == _SHORT:
        return False
    return slips(one, other) <= (2 if shorter >= _VERY_LONG else 1)


def is_slip(one: str, other: str) -> bool:
    """Tell whether one word is almost certainly the other mistyped, and not a word of its own.

    True for neighbouring letters that changed places in a word of five letters or more, which
    seldom makes another name, and for one slip after the first letter of a word of six or more.
    """
    if is_swap(one, other):
        return len(one) >= LONG - 1
    if min(len(one), len(other)) < LONG or one[0] != other[0]:
        return False
    return slips(one, other, 1) == 1
