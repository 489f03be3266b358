"""The beginning of a story, for a screen that a whole room looks at."""

import re

LENGTH = 280
"""Characters: about three lines on a projector."""
_SENTENCE = re.compile(r"[.!?…][\"”’)]*(?=\s)")
_ENOUGH = 1 / 3  # of the length, or the beginning says too little


def in_short(text: str, length: int = LENGTH) -> str:
    """Return whole sentences from the beginning of a text, at most `length` characters of them.

    Where the first sentence is longer, or nearly nothing would be left, it ends after a word,
    with an ellipsis.
    """
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    ends = [found.end() for found in _SENTENCE.finditer(text) if found.end() <= length]
    if ends and ends[-1] >= length * _ENOUGH:
        return text[: ends[-1]]
    return text[:length].rsplit(" ", 1)[0] + " …"
