"""Sheets to print and cut: thank-you cards, labels for badges, and cards for a team's wall."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from recognition.paper import HOUSE_COLOURS, Colours, compiled, qr_code
from recognition.thanks.certificate import Words
from recognition.words import ENGLISH, _, in_language

SENTENCE_END = re.compile(r"[.!?…؟]+[\"'”’»)\]]*\s+")


@dataclass(frozen=True)
class PrintedCard:
    """What one person gets in their hands.

    Attributes:
        name: whom the card thanks.
        words: of each nominator, in the order in which they stand on the card.
        address: the private page behind the card.
        site, team: where the card is handed over; either may be empty.
        hands_over: who does it; may be empty.
        language: in which the card thanks.
    """

    name: str
    scheme: str
    words: tuple[Words, ...]
    address: str
    site: str = ""
    team: str = ""
    hands_over: str = ""
    language: str = ENGLISH


@dataclass(frozen=True)
class BadgeLabel:
    """The label of one badge."""

    name: str
    scheme: str
    language: str = ENGLISH


@dataclass(frozen=True)
class WallCard:
    """What hangs on the wall of a team."""

    team: str
    scheme: str
    words: tuple[Words, ...]
    language: str = ENGLISH


def cards(
    printed: Sequence[PrintedCard],
    *,
    colours: Colours = HOUSE_COLOURS,
    language: str | None = None,
) -> bytes:
    """Return A6 cards in the order given, four to a sheet of A4, as PDF.

    The sheet is cut once along each middle; marks show where. Everything keeps 6.5 mm from a cut.
    Long words are set smaller, down to 8 points. What is longer still ends at a sentence (at a
    word, where one sentence is too long) and says that the whole letter is on the private page.

    Raises:
        RuntimeError: the sheets could not be made.
    """
    data = {
        "title": _("Thank-you cards"),
        "colours": colours,
        "cards": [_card(card) for card in printed],
    }
    return compiled("cards", data, language=language)


def badges(
    labels: Sequence[BadgeLabel],
    *,
    colours: Colours = HOUSE_COLOURS,
    language: str | None = None,
) -> bytes:
    """Return labels for badges in the order given, along the rows of A4 sheets, as PDF.

    The sheet is the common one of 24 labels: 3 across and 8 down, each 63.5 mm by 33.9 mm; margins
    of 7.2 mm at the left and 12.9 mm at the top; 2.5 mm between columns, nothing between rows.
    Print at full size (“100 %”, not “fit to page”).

    Raises:
        RuntimeError: the sheets could not be made.
    """
    data = {
        "title": _("Labels for badges"),
        "colours": colours,
        "badges": [_greeted(label) for label in labels],
    }
    return compiled("badges", data, language=language)


def wall_cards(
    printed: Sequence[WallCard],
    *,
    colours: Colours = HOUSE_COLOURS,
    language: str | None = None,
) -> bytes:
    """Return cards for walls in the order given, each on A4 upright (long words on more), as PDF.

    Raises:
        RuntimeError: the cards could not be made.
    """
    data = {
        "title": _("Thank-you cards for the wall"),
        "colours": colours,
        "cards": [_greeted(card) for card in printed],
    }
    return compiled("wall", data, language=language)


def sentences(text: str) -> list[str]:
    """Cut a text after each sentence; put together, the pieces are the text again."""
    ends = [0, *(found.end() for found in SENTENCE_END.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(ends) if start < end]


def _greeted(card: BadgeLabel | WallCard) -> dict[str, object]:
    with in_language(card.language):
        return {**asdict(card), "scheme": str(card.scheme), "greeting": _("Thank you,")}


def _card(card: PrintedCard) -> dict[str, object]:
    with in_language(card.language):
        handed = _("handed over by %(name)s", name=card.hands_over) if card.hands_over else ""
        return {
            "name": card.name,
            "scheme": str(card.scheme),
            "language": card.language,
            "greeting": _("Thank you,"),
            "words": [
                {
                    "said_by": words.said_by,
                    "paragraphs": [sentences(p) for p in words.paragraphs],
                    "closing": _("… the whole letter is on your page"),
                }
                for words in card.words
            ],
            "qr": qr_code(card.address, quick=True),
            "qr_words": _("QR code that opens your page: %(address)s", address=card.address),
            "again": _("Read it again, and tell us where your story may be told"),
            "delivery": " · ".join(part for part in (card.site, card.team, handed) if part),
        }
