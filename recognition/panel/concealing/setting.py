"""A text with its words, and what stands on either side of each."""

import re
from collections.abc import Sequence

from recognition.panel.concealing.vocabulary import PERSONAL_TITLES, is_cue
from recognition.panel.concealing.words import Word

_SPACE = re.compile(r"[ \t\u00a0]{1,3}|[ ]?\n[ ]?")
_ONLY_SPACE_OR_DOT = re.compile(r"\.?[ \t\u00a0]{1,3}")


class Setting:
    """A text, its words, and where capitals say nothing."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        """Args: text: a whole story. words: its words, see `words.words_of`."""
        self.text, self.words = text, words
        self.has_capitals = any(character.isupper() for character in text)
        self.has_small = any(character.islower() for character in text)

    def gap(self, at: int) -> str:
        """Return what stands between a word and the next; a line end after the last."""
        if not 0 <= at < len(self.words) - 1:
            return "\n\n"
        return self.text[self.words[at].end : self.words[at + 1].start]

    def before(self, at: int, *, far: int = 1) -> str:
        """Return the plain word before one, with spaces between; empty where there is none."""
        spaced = all(_SPACE.fullmatch(self.gap(at - step)) for step in range(1, far + 1))
        return self.words[at - far].low if spaced and at >= far else ""

    def after(self, at: int, *, far: int = 1) -> str:
        """Return the plain word after one, with spaces between; empty where there is none."""
        spaced = all(_SPACE.fullmatch(self.gap(at + step)) for step in range(far))
        return self.words[at + far].low if spaced and at + far < len(self.words) else ""

    def is_title(self, at: int) -> bool:
        """Tell whether a word is a title that stands directly before the next."""
        word = self.words[at] if at >= 0 else None
        if not word or not _ONLY_SPACE_OR_DOT.fullmatch(self.gap(at)):
            return False
        if word.low == "miss" and not word.is_capital:  # “we will miss Asha”
            return is_cue(self.before(at), "before_miss")
        return word.low in PERSONAL_TITLES
