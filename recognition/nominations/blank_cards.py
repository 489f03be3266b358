"""What lies in a ward's box and hangs on its wall: cards to nominate on, posters with a QR code."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from recognition.paper import HOUSE_COLOURS, Colours, compiled, qr_code
from recognition.words import _


@dataclass(frozen=True)
class BlankCard:
    """What a card says before anybody has written on it.

    Attributes:
        questions: the scheme's own, in their order; usually two.
        address: where the same can be done on a phone.
        place: the ward or clinic that the cards are for; may be empty.
    """

    scheme: str
    organisation: str
    questions: tuple[str, ...]
    address: str
    place: str = ""


@dataclass(frozen=True)
class Poster:
    """What hangs on a wall.

    Attributes:
        purpose: the scheme in a sentence or two; may be empty.
        address: where its code leads.
        place: the ward or clinic that it hangs in; may be empty.
    """

    scheme: str
    organisation: str
    purpose: str
    address: str
    place: str = ""


def nomination_card(
    card: BlankCard, *, colours: Colours = HOUSE_COLOURS, language: str | None = None
) -> bytes:
    """Return cards to nominate on, as PDF: two on a sheet of A4, each folded to A6.

    A ward has an ordinary printer. One cut across the middle and one fold make a card with the
    writing inside, closed on its way; the first page is all that this needs. The second page is
    the outside, for printers that print on both sides (turned over the long edge).
    Inside, everything stands in the order in which a card is typed in: who, where, the answers,
    name and e-mail address, and whether they may be named.

    Raises:
        RuntimeError: the card could not be made.
    """
    data = {
        "title": _("Nomination card: %(scheme)s", scheme=card.scheme),
        "colours": colours,
        "scheme": card.scheme,
        "organisation": card.organisation,
        "place": card.place,
        "questions": card.questions,
        "qr": qr_code(card.address),
        "qr_words": _("QR code that opens %(address)s", address=card.address),
        **_asked(),
    }
    return compiled("nomination_card", data, language=language)


def poster(
    poster: Poster, *, colours: Colours = HOUSE_COLOURS, language: str | None = None
) -> bytes:
    """Return a poster as PDF: A4 upright, with a QR code to be read in passing.

    The code is 105 mm wide without its quiet zone, for a phone about a metre away, in black on
    white with error correction Q. The address stands below it as people type it.

    Raises:
        RuntimeError: the poster could not be made.
    """
    data = {
        "title": _("Poster: %(scheme)s", scheme=poster.scheme),
        "colours": colours,
        "scheme": poster.scheme,
        "organisation": poster.organisation,
        "purpose": poster.purpose,
        "place": poster.place,
        "heading": _("Has somebody been kind?"),
        "how": _("Point your phone’s camera at the square"),
        "or": _("or go to"),
        "address": spoken_address(poster.address),
        "qr": qr_code(poster.address, error="q"),
        "qr_words": _("QR code that opens %(address)s", address=poster.address),
        "invitation": _("Tell us, and they will be thanked in your words."),
    }
    return compiled("poster", data, language=language)


def spoken_address(address: str) -> str:
    """Return what people type of an address: without “https://” and without what follows “?”."""
    parts = urlsplit(address)
    return f"{parts.netloc}{parts.path}".rstrip("/") or address


def _asked() -> Mapping[str, str]:
    return {
        "who": _("Who would you like to thank?"),
        "who_hint": _("A first name is enough if that is all you know."),
        "where": _("Where do they work?"),
        "you": _("Your name and e-mail, if you like"),
        "name": _("Name"),
        "email": _("E-mail"),
        "named": _("May we tell them it was you?"),
        "yes": _("Yes"),
        "no": _("No"),
        "phone": _("Rather do it on your phone?"),
        "phone_how": _("Point its camera at the square."),
        "cover": _("Say thank you"),
        "fold": _("Fold this card, and hand it in or put it into the box."),
        "patients": _("Please leave out anything that could identify a patient."),
    }
