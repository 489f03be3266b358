"""Taking words out of a story, so that nothing tells what stood there, not even its length."""

import re
from collections.abc import Iterable, Mapping, Sequence

from recognition.errors import Refused
from recognition.words import _

PLACE = "[…]"
MOST_PHRASES = 50
# So many words in a row are a quotation and no coincidence.
QUOTED_WORDS = 6

Stretch = tuple[int, int]
_APOSTROPHES = "'’‘`´"
_DASHES = "-‐‑‒–—−"


def phrases_of(typed: str) -> list[str]:
    """Return the words to take out that somebody typed, one entry a line, each once."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return list(dict.fromkeys(line for line in lines if line))


def stretches(text: str, phrase: str) -> list[Stretch]:
    """Return where a phrase stands in a text: start and end, in characters.

    Large and small letters, kinds of spaces, apostrophes and dashes make no difference. A phrase
    is not found inside a longer word: “Ann” is not in “annual”.
    """
    words = (_pattern(word) for word in phrase.split())
    before = r"(?<!\w)" if phrase[:1].isalnum() else ""
    after = r"(?!\w)" if phrase[-1:].isalnum() else ""
    found = re.finditer(before + r"\s+".join(words) + after, text, re.IGNORECASE)
    return [match.span() for match in found if match.group()]


def take_out(text: str, places: Iterable[Stretch]) -> str:
    """Return a text with `PLACE` instead of each stretch; those that touch become one."""
    kept, at = [], 0
    for start, end in _joined(text, places):
        kept += [text[at:start], PLACE]
        at = end
    return "".join([*kept, text[at:]])


def redacted(answers: Mapping[str, str], phrases: Sequence[str]) -> dict[str, str]:
    """Return answers with every place taken out at which one of the phrases stands.

    Args:
        answers: words by the position of the question.
        phrases: what to take out, as found or typed.

    Raises:
        Refused: nothing was named, too much was, or a phrase stands in none of the answers.
    """
    if not phrases:
        raise Refused(
            _("Tick what to take out, or type the words, one entry on each line."), field="words"
        )
    if len(phrases) > MOST_PHRASES:
        raise Refused(
            _("Take out at most %(most)s entries at a time.", most=MOST_PHRASES), field="words"
        )
    places: dict[str, list[Stretch]] = {position: [] for position in answers}
    for phrase in phrases:
        found = {position: stretches(text, phrase) for position, text in answers.items()}
        if not any(found.values()):
            raise Refused(
                _(
                    "“%(words)s” is not in these words as whole words. Copy it from the story, "
                    "or select it there.",
                    words=phrase,
                ),
                field="words",
            )
        for position, listed in found.items():
            places[position] += listed
    return {position: take_out(text, places[position]) for position, text in answers.items()}


def quotes(text: str, stories: Iterable[str]) -> bool:
    """Tell whether a text repeats at least `QUOTED_WORDS` words in a row of one of the stories."""
    told = {run for story in stories for run in _runs(story)}
    return any(run in told for run in _runs(text))


def check_quotes_nothing(text: str, stories: Iterable[str], *, field: str) -> None:
    """Refuse a letter that repeats the story.

    Raises:
        Refused: it does.
    """
    if quotes(text, stories):
        raise Refused(
            _(
                "This repeats a part of the story. A letter can be read by others, so say it in "
                "your own words."
            ),
            field=field,
        )


def _pattern(word: str) -> str:
    kinds = dict.fromkeys(_APOSTROPHES, f"[{_APOSTROPHES}]")
    kinds |= dict.fromkeys(_DASHES, f"[{_DASHES}]")
    return "".join(kinds.get(sign, re.escape(sign)) for sign in word)


def _joined(text: str, places: Iterable[Stretch]) -> list[Stretch]:
    """Merge stretches that overlap, or have only spaces between them."""
    merged: list[Stretch] = []
    for start, end in sorted(places):
        if merged and not text[merged[-1][1] : start].strip(" "):
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _runs(text: str) -> Iterable[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return (tuple(words[at : at + QUOTED_WORDS]) for at in range(len(words) - QUOTED_WORDS + 1))
