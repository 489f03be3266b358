"""Finding somebody's names and addresses in a text, however they are written: plain Python."""

import re
import sys
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache

from recognition.people.name_words import LETTERS_AFTER, TITLES
from recognition.people.names import PersonName, read_name
from recognition.people.short_names import same_names
from recognition.people.spelling import plain, plain_folded

_GAP = r"[\W_]{%s,3}"
_BEFORE, _AFTER = r"(?<![^\W_])", r"(?![^\W_])"
_RUN_TOGETHER = 8
_ASIDES = re.compile(r"[(\[\"“”„].*?[)\]\"“”„]|,.*$")
# “O’Neill” is one word, “Asha’s” is Asha with an ending
_SILENT = re.compile(r"(?<=[^\W\d_])['`´‘’ʼ](?=[^\W\d_])(?!(?:s|d|ll|ve|re|m)\b)", re.I)
_SHORTEST = 3
AROUND = 60
# “A grateful patient”, “Sue on Ward 7”: no name has these in it.
_IN_NO_NAME = frozenset(("a", "an", "the", "and", "at", "on", "my", "our", "their", "that", "team"))
# “Night staff”, “Day Porter”: each may be a family name, and nobody is called by these alone.
_NO_NAME_ALONE = frozenset(
    (
        *("carer", "carers", "colleague", "consultant", "day", "doctor", "doctors", "domestic"),
        *("grateful", "hospital", "housekeeper", "kind", "lady", "man", "matron", "midwife"),
        *("midwives", "night", "nights", "nurse", "nurses", "office", "patient", "patients"),
        *("porter", "porters", "reception", "relative", "sister", "staff", "student", "therapist"),
        *("unit", "volunteer", "ward", "woman"),
    )
)


class Mentions:
    """What somebody is called, ready to be looked for.

    Case, accents, and what stands between the parts of a name do not matter: “Zoë  O’Neill” is
    found in “zoe.oneill@” and in “O'NEILL, ZOE”. Addresses are also found as letters write them,
    with a space after each dot.
    """

    def __init__(self, names: Iterable[str] = (), addresses: Iterable[str] = ()) -> None:
        """Args: names: whole names or phrases. addresses: e-mail addresses."""
        ways = {_words(name) for name in names} - {()}
        found = [_address(one) for one in sorted(set(addresses), key=len, reverse=True) if one]
        found += [_phrase(way) for way in sorted(ways, key=lambda way: (-len(way), way))]
        self._looked_for = re.compile("|".join(found)) if found else None
        self._seeds = {max(way, key=len) for way in ways} | {
            max(_words(address), key=len) for address in addresses if _words(address)
        }

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield start and end of every mention, in characters."""
        if self._looked_for is None or not _has_any(text, self._seeds):
            return
        low, places = _low(text)
        for found in self._looked_for.finditer(low):
            end = places[found.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1  # an accent that is typed after its letter
            yield places[found.start()], end

    def without(self, text: str, instead: str) -> str:
        """Return a text with `instead` in the place of every mention."""
        pieces, done = [], 0
        for start, end in self.spans(text):
            if start >= done:
                pieces += [text[done:start], instead]
                done = end
        return "".join([*pieces, text[done:]]) if pieces else text


def is_a_name(name: str) -> bool:
    """Tell whether what somebody is called may be their name, and is not only a description.

    “Night team”, “Day Porter” and “A grateful patient” are descriptions; “Joan Day” and “Sam
    Porter” are names. However a name is typed, it is one: on a phone many write “joan perry”.
    """
    words = set(_words(name))
    return not words & _IN_NO_NAME and not words <= _NO_NAME_ALONE


def whole_names(name: str) -> tuple[str, ...]:
    """Return the ways to write somebody's whole name; nothing for a name of one word.

    The name as it is, given and family name alone and with middle names, in both orders, and
    nicknames in brackets and earlier family names in the same way. Titles before it and letters
    after it are no part of it.
    """
    told = read_name(name)
    ways = [_untitled(_ASIDES.sub(" ", name))] if told.family else []
    for family in filter(None, (" ".join(family) for family in told.families)):
        ways += [
            way
            for given in (*told.givens, *_given(name, told))
            for way in (f"{given} {family}", f"{family} {given}")
        ]
    return tuple(dict.fromkeys(way for way in map(_tidy, ways) if " " in way))


def _given(name: str, told: PersonName) -> Iterator[str]:
    """Yield the given name as it is written, by itself and with middle names: Ann-Marie is two."""
    words = plain(name).replace(",", " ").split()
    written = {word.replace("-", ""): word.replace("-", " ") for word in words}
    yield written.get(told.given, told.given)
    yield " ".join(written.get(word, word) for word in (told.given, *told.middle))


def _untitled(name: str) -> str:
    words = name.split()
    while len(words) > 1 and plain(words[0]) in TITLES:
        words.pop(0)
    while len(words) > 1 and plain(words[-1]) in LETTERS_AFTER:
        words.pop()
    return " ".join(words)


def _tidy(name: str) -> str:
    return " ".join(_words(name))


def parts(name: str) -> tuple[str, ...]:
    """Return what may be somebody, and may be somebody else: single names and short forms."""
    told = read_name(name)
    single = {*told.givens, *told.family, *told.former}
    single |= {short for given in told.givens for short in same_names(given)}
    return tuple(sorted(one for one in single if len(one) >= _SHORTEST))


def parts_in(text: str, names: Collection[str], *, leaving_out: Mentions) -> list[str]:
    """Return where a text has a part of a name, with the words around it; whole names left out.

    Only words that begin with a capital are names: “Grace” is, “grace” is not.
    """
    if not _has_any(text, {max(_words(name), key=len) for name in names}):
        return []
    low, places = _low(text)
    whole = list(leaving_out.spans(text))
    found = []
    for one in re.finditer("|".join(_phrase(_words(name)) for name in names), low):
        start, end = places[one.start()], places[one.end() - 1] + 1
        if text[start].isupper() and not any(a <= start < b for a, b in whole):
            found.append(_around(text, start, end))
    return found


def _around(text: str, start: int, end: int) -> str:
    first, last = max(0, start - AROUND), min(len(text), end + AROUND)
    before, after = "…" if first else "", "…" if last < len(text) else ""
    return before + " ".join(text[first:last].split()) + after


@lru_cache(maxsize=1_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", _low(name)[0]))


def _phrase(words: Collection[str]) -> str:
    least = 0 if len(words) > 1 and sum(map(len, words)) >= _RUN_TOGETHER else 1
    return _BEFORE + (_GAP % least).join(map(re.escape, words)) + _AFTER


def _address(address: str) -> str:
    pieces = (re.escape(piece) for piece in re.split(r"([.@])", address.lower()))
    spaced = "".join(rf"{piece}\s{{0,2}}" if piece in (r"\.", "@") else piece for piece in pieces)
    return rf"(?<![\w+-]){spaced}(?![\w-])"


def _has_any(text: str, seeds: Collection[str]) -> bool:
    """Tell quickly whether any of these words may be in a text: most texts have none."""
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_unseen())
    quick = plain_folded(text.lower().replace("`", "'"))
    return any(seed in quick for seed in seeds)


@lru_cache(maxsize=1)
def _unseen() -> dict[int, str | None]:
    """Return what leaves accents and unseen letters out, and makes every apostrophe the same."""
    gone: dict[int, str | None] = {
        number: None
        for number in range(sys.maxunicode + 1)
        if unicodedata.combining(chr(number)) or unicodedata.category(chr(number)) == "Cf"
    }
    return gone | dict.fromkeys(map(ord, "`´‘’ʼ"), "'")


def _low(text: str) -> tuple[str, list[int] | range]:
    """Return a text in plain small letters, and from where in it each of them is."""
    silent = {found.start() for found in _SILENT.finditer(text)}
    if text.isascii() and not silent:
        return text.lower(), range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        told = "" if place in silent else _letter(character)
        letters.append(told)
        places += [place] * len(told)
    return "".join(letters), places


@lru_cache(maxsize=4_000)
def _letter(character: str) -> str:
    if unicodedata.combining(character) or unicodedata.category(character) == "Cf":
        return ""
    return plain(character) or character
