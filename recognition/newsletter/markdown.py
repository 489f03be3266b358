"""A pack as Markdown, for SharePoint, Teams and whatever else reads it.

What people typed is text: each character that CommonMark, or the dialects that make links out of
addresses, would take for a mark gets a backslash (https://spec.commonmark.org/0.31.2/#backslash-escapes).
"""

import re
from collections.abc import Iterator

from recognition.newsletter.pack import (
    Pack,
    PackWinner,
    about,
    by_category,
    one_line,
    paragraphs,
    spoken_day,
)
from recognition.newsletter.pictures import ENDING, LANDSCAPE
from recognition.words import _

_MARKS = re.compile(r"([\\`*_\[\]<>#|~&@$^{}])")
_LINKS = re.compile(r"(?i)(https?|ftp|mailto|xmpp)(:)|(www)(\.)")
_STARTS = re.compile(r"^([+\-=]|\d+(?=[.)]))")
_HARD_BREAK = "\\\n"


def markdown(pack: Pack, *, photos: str = "") -> str:
    """Return CommonMark text with LF between lines.

    Args:
        pack: the winners.
        photos: the folder in which the crops lie, beside the text; empty: without photographs.
    """
    return "\n\n".join(_parts(pack, photos)) + "\n"


def escaped(text: str) -> str:
    """Return a line as Markdown that shows exactly it."""
    text = _MARKS.sub(r"\\\1", " ".join(text.split()))
    text = _LINKS.sub(lambda found: found.expand(r"\1\3") + "\\" + found.group()[-1], text)
    return _STARTS.sub(_at_the_start, text)


def _at_the_start(found: re.Match[str]) -> str:
    mark = found.group()
    return f"{mark}\\" if mark[0].isdigit() else f"\\{mark}"


def _parts(pack: Pack, photos: str) -> Iterator[str]:
    yield f"# {escaped(one_line(pack.title))}"
    if pack.opening.strip():
        yield escaped(one_line(pack.opening))
    for category, winners in by_category(pack).items():
        yield f"## {escaped(one_line(category))}"
        for winner in winners:
            yield from _winner(pack, winner, photos)
    if not pack.winners:
        yield escaped(_("Nobody has been chosen for this pack yet."))
    yield "---"
    yield escaped(_("Made on %(day)s", day=spoken_day(pack.made_at)))


def _winner(pack: Pack, winner: PackWinner, photos: str) -> Iterator[str]:
    beside = pack.with_winner(winner)
    yield f"### {escaped(one_line(winner.name))}"
    facts = " · ".join(part for part in (one_line(winner.outcome), about(winner)) if part)
    if facts:
        yield escaped(facts)
    if photos and beside.photo is not None:
        alt = escaped(one_line(beside.photo.alt_text))
        yield f"![{alt}]({photos}/{LANDSCAPE}/{beside.photo.name}{ENDING})"
    yield from map(_lines, paragraphs(winner.citation))
    said = [_lines(part) for part in paragraphs(winner.quote)]
    if said and beside.quote_by:
        said.append("– " + escaped(one_line(beside.quote_by)))
    if said:
        yield "\n>\n".join("> " + part.replace("\n", "\n> ") for part in said)


def _lines(paragraph: str) -> str:
    return _HARD_BREAK.join(escaped(line) for line in paragraph.split("\n") if line.strip())
