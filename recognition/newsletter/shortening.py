"""A citation at the length a newsletter has room for, cut where a sentence ends."""

import re

from recognition.nominations.words import count_words
from recognition.panel.sentences import sentences

_RUN = re.compile(r"\S+")
_LOOSE_END = " ,;:–—-(“‘\"'"


def shortened(text: str, words: int) -> str:
    """Return the beginning of a text, of at most so many words, never cut inside a sentence.

    Only where the first sentence alone is longer does it end after a word, with “…”. Line breaks
    between the sentences that stay are kept.

    Args:
        text: a citation.
        words: how many words it may have, as `count_words` counts.
    """
    text = text.strip()
    if count_words(text) <= words:
        return text
    end = 0
    for sentence in sentences(text):
        if count_words(text[: sentence.end]) > words:
            break
        end = sentence.end
    return text[:end] if end else _beginning(text, words)


def _beginning(text: str, words: int) -> str:
    end = 0
    for run in _RUN.finditer(text):
        if count_words(text[: run.end()]) > words:
            break
        end = run.end()
    return text[:end].rstrip(_LOOSE_END) + "…" if end else "…"


def own_words(text: str, citation: str, lengths: tuple[int, ...]) -> str:
    """Return what somebody wrote in place of a citation; empty where it is the citation, cut.

    Args:
        text: what stands in the box; empty also means: the citation.
        citation: the words that were agreed.
        lengths: the lengths at which a page shows it.
    """
    text = text.strip()
    cuts = {citation.strip(), *(shortened(citation, length) for length in lengths)}
    return "" if text in cuts else text
