"""The certificate: one nominee, the words of those who nominated them, on A4."""

from dataclasses import asdict, dataclass

from recognition.paper import HOUSE_COLOURS, Colours, compiled
from recognition.words import _


@dataclass(frozen=True)
class Words:
    """What one nominator wrote; `said_by` is empty where they asked not to be named."""

    paragraphs: tuple[str, ...]
    said_by: str = ""


@dataclass(frozen=True)
class Certificate:
    """What stands on a certificate; `date` is said as people say it."""

    nominee: str
    scheme: str
    organisation: str
    words: tuple[Words, ...]
    date: str
    colours: Colours = HOUSE_COLOURS


def certificate(certificate: Certificate, *, language: str | None = None) -> bytes:
    """Return a certificate as PDF: A4 upright, on more than one page where the words are long.

    Nothing is left out: long words are set a little smaller, then flow on.

    Raises:
        RuntimeError: the page could not be made.
    """
    data = {
        **asdict(certificate),
        "title": _("Thank you, %(name)s", name=certificate.nominee),
        "greeting": _("Thank you,"),
    }
    return compiled("certificate", data, language=language)
