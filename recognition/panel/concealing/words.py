"""The words of a text, each with where it stands and how it is compared."""

import re
from collections.abc import Container
from typing import NamedTuple

from recognition.people.spelling import plain

# `\w` leaves out the marks that are typed after a letter (accents, the vowel signs of Indian and
# Thai scripts), joiners and soft hyphens; a name with one of them inside is still one word.
_MARKS = (
    "\u00ad\u0300-\u036f\u0591-\u05bd\u064b-\u065f\u0670\u0900-\u0963\u0981-\u09e3\u0a01-\u0a75"
    "\u0a81-\u0ae3\u0b01-\u0b63\u0b82-\u0bd7\u0c00-\u0c63\u0c81-\u0ce3\u0d00-\u0d63\u0d81-\u0df3"
    "\u0e31-\u0e4e\u0eb1-\u0ecd\u200b-\u200d\u2060\ufeff"
)
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}])*"
_APOSTROPHES = "'’‘`´ʼ＇"
_WORD = re.compile(rf"{_LETTERS}(?:[{_APOSTROPHES}]{_LETTERS})*|\d+")
_ENDING = re.compile(rf"[{_APOSTROPHES}](s|d|ll|ve|re|m)$", re.I)
_PIECE = re.compile(rf"[^{_APOSTROPHES}]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SKIPPED = " \t\u00a0\"'(“”‘’«[*_"
_STARTS = ("", ".", "!", "?", "…", "\n", "\r", "。", "؟", "।")
_BULLET = re.compile(r"(?:^|[\n\r])[ \t]*(?:[-–—•*·>]|\d{1,2}[.)])[ \t]*$")
_OPENED = re.compile(r"[,:;–—-][ \u00a0]?[\"'“‘«]$")


class Word(NamedTuple):
    """A word or a number of a text.

    Attributes:
        start, end: where it stands, in characters; `end` is after “’s”.
        written: as it is written, without “’s”.
        low: as it is compared, see `spelling.plain`; may be empty.
        ending: “s”, “ll”, “d” … where one was left out.
    """

    start: int
    end: int
    written: str
    low: str
    ending: str

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or with a letter of a script that has none."""
        return self.written[:1].upper() == self.written[:1]

    @property
    def is_loud(self) -> bool:
        """Whether it is of two letters or more, all capitals."""
        return len(self.written) > 1 and self.written.isupper()


def words_of(text: str, looked_for: Container[str] = ()) -> list[Word]:
    """Return every word and number of a text, in order.

    Args:
        text: any text.
        looked_for: plain words at which “said'Asha” is two words, although “O'Neill” is one.
    """
    known: dict[str, list[Word]] = {}
    found = []
    for match in _WORD.finditer(text):
        whole, offset = match.group(), match.start()
        if whole not in known:
            known[whole] = _taken_apart(whole, looked_for)
        found += [w._replace(start=w.start + offset, end=w.end + offset) for w in known[whole]]
    return found


def _taken_apart(whole: str, looked_for: Container[str]) -> list[Word]:
    if whole.isalnum():  # without an apostrophe there is nothing to take apart
        return [Word(0, len(whole), whole, _low(whole), "")]
    ending = _ENDING.search(whole)
    base = whole[: ending.start()] if ending else whole
    told = ending.group(1).lower() if ending else ""
    one = Word(0, len(whole), base, _low(base), told)
    pieces = [(piece.start(), piece.group()) for piece in _PIECE.finditer(base)]
    if one.low in looked_for or not any(_low(piece) in looked_for for _at, piece in pieces):
        return [one]
    words = [Word(at, at + len(piece), piece, _low(piece), "") for at, piece in pieces]
    return [*words[:-1], words[-1]._replace(end=len(whole), ending=told)]


def _low(written: str) -> str:
    if written.isascii() and written.isalnum():  # nearly every word, and plain already
        return written.lower()
    return plain(_UNSEEN.sub("", written)).replace("-", "").replace(" ", "")


def starts_sentence(text: str, start: int) -> bool:
    """Tell whether a sentence, a line, or a quotation begins at a word."""
    before = text[max(0, start - 12) : start]
    if start <= 12 and _BULLET.search(before):
        return True
    if "\n" in before and _BULLET.search(before):
        return True
    return before.rstrip(_SKIPPED)[-1:] in _STARTS or bool(_OPENED.search(before))
