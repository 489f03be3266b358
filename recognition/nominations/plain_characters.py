"""The same text in plain characters, so that no way of typing hides a number.

Digits of any script become 0–9, full-width letters become narrow, every space is a space, every
dash a hyphen, and what takes no room (zero-width characters, soft hyphens, the frame of a keycap
emoji) is left out. Each plain character remembers where it stood.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_PLAIN = re.compile(r"[\n -_a-~]*")  # what `_alike` leaves as it is: all but the grave accent
_DASHES = "\N{MINUS SIGN}\N{HYPHEN BULLET}\N{BOX DRAWINGS LIGHT HORIZONTAL}"
_ALIKE = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{PRIME}`", "'"),
    **dict.fromkeys("\N{MIDDLE DOT}\N{BULLET}\N{ONE DOT LEADER}\N{IDEOGRAPHIC FULL STOP}", "."),
    **dict.fromkeys("\N{FRACTION SLASH}\N{DIVISION SLASH}", "/"),
    **dict.fromkeys("\r\n\x0b\x0c\x85", "\n"),
    "\t": " ",
}


@dataclass(frozen=True)
class Plain:
    """A text in plain characters; `origins` holds the offset each of them had before."""

    text: str
    origins: Sequence[int]
    ends: Sequence[int]

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where the plain stretch from `start` to `end`, not empty, stood before."""
        return self.origins[start], self.ends[end - 1]


def plain(text: str) -> Plain:
    """Return `text` in plain characters. Any text will do; line breaks stay line breaks."""
    if _PLAIN.fullmatch(text):  # as most are; the long way takes a hundred times as long
        return Plain(text, range(len(text)), range(1, len(text) + 1))
    characters: list[str] = []
    origins: list[int] = []
    ends: list[int] = []
    for offset, character in enumerate(text):
        alike = _alike(character)
        if alike:
            characters.append(alike)
            origins.append(offset)
            ends.append(offset + 1)
        elif ends and ends[-1] == offset and unicodedata.category(character)[0] == "M":
            ends[-1] = offset + 1  # an accent goes where its letter goes
    return Plain("".join(characters), tuple(origins), tuple(ends))


@lru_cache(maxsize=2048)
def _alike(character: str) -> str:
    """Return one plain character, or an empty text for what takes no room."""
    if " " <= character <= "~" and character != "`":
        return character
    if character in _ALIKE:
        return _ALIKE[character]
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Cf", "Cc", "Mn", "Me"):
        return ""
    by_category = {"Zs": " ", "Zl": "\n", "Zp": "\n", "Pd": "-"}.get(category)
    if by_category:
        return by_category
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character
