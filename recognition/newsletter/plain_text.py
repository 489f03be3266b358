"""A pack as plain text, for chat and as the twin of the letter."""

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
from recognition.words import _


def plain_text(pack: Pack) -> str:
    """Return a text with LF between lines: headings underlined, winners one after another."""
    return "\n\n".join(_parts(pack)) + "\n"


def _parts(pack: Pack) -> Iterator[str]:
    title = one_line(pack.title)
    yield f"{title}\n{'=' * len(title)}"
    yield from (one_line(line) for line in (pack.opening,) if line.strip())
    for category, winners in by_category(pack).items():
        name = one_line(category)
        yield f"{name}\n{'-' * len(name)}"
        for winner in winners:
            yield from _winner(pack, winner)
    if not pack.winners:
        yield _("Nobody has been chosen for this pack yet.")
    ending = (pack.scheme_name, pack.organisation)
    yield " · ".join(
        (*filter(None, map(one_line, ending)), _("Made on %(day)s", day=spoken_day(pack.made_at)))
    )


def _winner(pack: Pack, winner: PackWinner) -> Iterator[str]:
    facts = " · ".join(part for part in (one_line(winner.outcome), about(winner)) if part)
    yield "\n".join(part for part in (one_line(winner.name), facts) if part)
    yield from paragraphs(winner.citation)
    said = paragraphs(winner.quote)
    by = one_line(pack.with_winner(winner).quote_by)
    if said:
        yield "\n".join((*(f"> {line}" for part in said for line in part.split("\n")),
                         *((f"> – {by}",) if by else ())))  # fmt: skip
