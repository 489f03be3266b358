"""Drafting a citation by marking sentences of what people wrote; nothing is ever invented."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from recognition.errors import Refused
from recognition.panel.sentences import sentences
from recognition.words import _

GAP = "…"


class Told(NamedTuple):
    """One nomination: its number, and its answers in the order of the questions."""

    nomination_id: int
    answers: Sequence[str]


class Piece(NamedTuple):
    """One sentence that can be marked.

    `key` names nomination, answer and sentence, as “12-0-3”; it stays the same while the words do.
    """

    key: str
    nomination_id: int
    answer: int
    number: int
    text: str


class Draft(NamedTuple):
    """What the marked sentences make; an empty text where nothing was marked for it.

    `quote_from` is the nomination whose words the quote repeats, or None without a quote.
    """

    text: str
    quote: str
    quote_from: int | None


def pieces(stories: Sequence[Told]) -> tuple[Piece, ...]:
    """Return every sentence of several stories, in the order in which they are read."""
    return tuple(
        Piece(
            f"{story.nomination_id}-{place}-{number}",
            story.nomination_id,
            place,
            number,
            sentence.text,
        )
        for story in stories
        for place, answer in enumerate(story.answers)
        for number, sentence in enumerate(sentences(answer))
    )


def put_together(
    stories: Sequence[Told], *, citation: Collection[str], quote: Collection[str]
) -> Draft:
    """Return the marked sentences as a citation and a quote, in the order of the stories.

    Args:
        stories: what was written, as far as it may be read.
        citation: keys of the sentences for the citation; unknown ones are left out.
        quote: keys of the sentences for the quote, of one story.

    Raises:
        Refused: nothing is marked, or the quote mixes the words of two people.
    """
    every = pieces(stories)
    told = [piece for piece in every if piece.key in citation]
    quoted = [piece for piece in every if piece.key in quote]
    if not told and not quoted:
        raise Refused(_("Mark at least one sentence first."))
    if len({piece.nomination_id for piece in quoted}) > 1:
        raise Refused(_("A quote is one person’s words. Mark sentences of one story only."))
    return Draft(
        _joined(told),
        _joined(quoted, gaps=True),
        quoted[0].nomination_id if quoted else None,
    )


def _joined(chosen: Sequence[Piece], *, gaps: bool = False) -> str:
    """Return sentences as one text; a new answer begins a new paragraph.

    In a quote, what was left out between two sentences is marked.
    """
    text, before = "", None
    for piece in chosen:
        if before is not None:
            same = (piece.nomination_id, piece.answer) == (before.nomination_id, before.answer)
            if gaps:
                text += " " if same and piece.number == before.number + 1 else f" {GAP} "
            else:
                text += " " if same else "\n\n"
        text += piece.text
        before = piece
    return text
