"""A quote repeats the words of one nominator: something may be left out, nothing put in."""

import re
from collections.abc import Sequence

from recognition.errors import Refused
from recognition.winners.marking import Told
from recognition.words import _

_GAPS = re.compile(r"\[\s*(?:…|\.{3})\s*\]|…|\.{3,}")
_WORDS = re.compile(r"\w+(?:['’‘`´]\w+)*")
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘`´", "'"))
_BETWEEN = "\n"  # no word: a quote does not run from one answer into the next unmarked


def source(quote: str, stories: Sequence[Told], *, first: int | None = None) -> int:
    """Return the nomination whose own words a quote repeats.

    Args:
        quote: words; “…” marks what was left out.
        stories: what was written, as far as it may be read.
        first: the nomination to try before the others.

    Raises:
        Refused: nobody wrote that.
    """
    for story in sorted(stories, key=lambda one: one.nomination_id != first):
        if repeats(quote, story.answers):
            return story.nomination_id
    raise Refused(
        _(
            "A quote repeats the nominator’s own words. Mark what you leave out with “…”, "
            "and put words of your own into the citation."
        ),
        field="quote",
    )


def repeats(quote: str, answers: Sequence[str]) -> bool:
    """Tell whether a quote is made of the words of these answers, in their order.

    Only words count: capitals, punctuation and kinds of apostrophe make no difference. Between two
    gaps the words stand together in the story too, so that no “not” is lost without a trace.
    """
    written = [word for answer in answers for word in (*words_of(answer), _BETWEEN)]
    at, said = 0, False
    for part in _GAPS.split(quote):
        words = words_of(part)
        if not words:
            continue
        found = _place(written, words, at)
        if found is None:
            return False
        at, said = found + len(words), True
    return said


def words_of(text: str) -> list[str]:
    """Return the words of a text, without capitals, punctuation or kinds of apostrophe."""
    return _WORDS.findall(text.casefold().translate(_APOSTROPHES))


def _place(written: Sequence[str], words: Sequence[str], start: int) -> int | None:
    """Return where the words stand in a row, from a place on; None: nowhere."""
    last = len(written) - len(words)
    return next(
        (at for at in range(start, last + 1) if written[at : at + len(words)] == words), None
    )
