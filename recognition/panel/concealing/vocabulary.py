"""Words of ordinary English that decide whether a word beside them is a name."""

from functools import cache
from importlib.resources import files

from recognition.people.name_words import LETTERS_AFTER, TITLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NOT_NAMES = _words("nominee nominees nominator nominators the and team teams unit department role")
# Some that stand before names everywhere else are everyday words in a story.
_NOT_TITLES = _words("the our dear ward")
PERSONAL_TITLES = (TITLES - _NOT_TITLES) | _words("lady lord madam aunt auntie uncle")
# Nothing but a title, however it is written: “mr wood”, but not “the nurse will”.
SURE_TITLES = _words("mr mrs ms mx dr prof")
# They belong to a title that follows or went before: “staff nurse”, “senior sister”.
HALF_TITLES = _words("staff charge senior student")
AFTER_NAMES = LETTERS_AFTER


@cache
def word_classes() -> dict[str, frozenset[str]]:
    """Return what kinds of word each name that is also a word is; see word_names.txt."""
    return _inside_out("word_names.txt")


@cache
def cues() -> dict[str, frozenset[str]]:
    """Return what each everyday word tells about a word beside it; see grammar.txt."""
    return _inside_out("grammar.txt")


def is_cue(word: str, *kinds: str) -> bool:
    """Tell whether a plain word is of one of these kinds."""
    return not cues().get(word, frozenset()).isdisjoint(kinds)


def _inside_out(file: str) -> dict[str, frozenset[str]]:
    text = files("recognition.panel.concealing").joinpath(file).read_text("utf-8")
    found: dict[str, set[str]] = {}
    for line in text.splitlines():
        kind, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            for word in words.replace("'", "").split():
                found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}
