"""Counting words, the same here and in the browser (`static/js/words.js`).

Both follow one definition and one set of examples (`tests/nominations/word_counts.json`): a text is
split at the characters below, and a piece is a word when it holds a letter, a number or a symbol
such as an emoji. A hyphen joins two words into one; an en or em dash parts them; punctuation on its
own is no word.
"""

import re
import unicodedata

BREAKS = (
    "\u0009-\u000d\u001c-\u001f\u0020\u0085\u00a0\u1680\u2000-\u200b"
    "\u2013\u2014\u2028\u2029\u202f\u205f\u3000\ufeff"
)
_BREAK = re.compile(f"[{BREAKS}]+")


def count_words(text: str) -> int:
    """Return the number of words in a text."""
    return sum(any(_speaks(c) for c in piece) for piece in _BREAK.split(text))


def _speaks(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] in "LN" or category == "So"
