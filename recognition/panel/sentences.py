"""Where the sentences of a story begin and end."""

import re
from typing import NamedTuple

_END = re.compile(r"(?<![.!?…؟।。])[.!?…؟।。]+[\"'”’»)\]]*(?=\s|$)|\n+|[。]")
_ABBREVIATIONS = frozenset(
    (
        *(
            "dr",
            "mr",
            "mrs",
            "ms",
            "mx",
            "prof",
            "st",
            "rev",
            "fr",
            "sr",
            "jr",
            "no",
            "vs",
            "approx",
        ),
        *("e.g", "i.e", "eg", "ie", "etc", "a.m", "p.m", "am", "pm", "incl", "dept", "hosp"),
    )
)
# They may end a sentence: then the next one begins with a capital.
_MAY_END = frozenset(("etc", "a.m", "p.m", "am", "pm", "no", "incl", "dept", "hosp", "st"))
_LAST_WORD = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]+$")
_NEXT = re.compile(r"\s*[\"'“‘«(\[]*(\S?)")
_FARTHEST = 20


class Sentence(NamedTuple):
    """A sentence as it stands in a text: `text[start:end]`, without space around it."""

    start: int
    end: int
    text: str


def sentences(text: str) -> list[Sentence]:
    """Return the sentences of a text, in order; a new line begins a new one.

    “Dr. Smith”, “e.g. tea”, “A. Patel” and “3.30” do not end a sentence. All that is left out is
    space.
    """
    found, start = list[Sentence](), 0
    for match in _END.finditer(text):
        if match.group().startswith("\n") or not _goes_on(text, match):
            found += _trimmed(text, start, match.end())
            start = match.end()
    return [*found, *_trimmed(text, start, len(text))]


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    told = text[start:end]
    body = told.strip()
    if not body:
        return []
    start += len(told) - len(told.lstrip())
    return [Sentence(start, start + len(body), body)]


def _goes_on(text: str, match: re.Match[str]) -> bool:
    """Tell whether a full stop belongs to an abbreviation, or a small letter follows it."""
    following = _NEXT.match(text, match.end())
    after = following.group(1) if following else ""
    if match.group() in ("…", "...", "!”", "?”", "!’", "?’", '!"', '?"'):
        return after.islower()
    if match.group() != ".":
        return False
    before = text[max(0, match.start() - _FARTHEST) : match.start()]
    word = _LAST_WORD.search(before)
    low = word.group().lower() if word else ""
    if low in _MAY_END:
        return low == "st" or not after.isupper()
    if low in _ABBREVIATIONS:
        return True
    initial = len(low) == 1 and low != "i" and before[-1:].isupper()
    return initial and after.isupper()
