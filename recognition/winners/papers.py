"""A winner on paper and in a picture: the certificate, and what stands beside a shared link."""

import io
from dataclasses import asdict, dataclass

from recognition.paper import HOUSE_COLOURS, Colours, compiled, pictured
from recognition.words import _

ACROSS, DOWN = 1_200, 630
"""Pixels of a shared picture, as link previews want it: https://ogp.me/#structured."""
PHOTO_ACROSS = 420


@dataclass(frozen=True)
class Told:
    """What is said of a winner; `date` is the day of the announcement as people say it."""

    name: str
    outcome: str
    category: str
    round: str
    scheme: str
    organisation: str
    citation: str
    quote: str
    quote_by: str
    date: str
    colours: Colours = HOUSE_COLOURS


def winner_certificate(told: Told, *, language: str | None = None) -> bytes:
    """Return a winner's certificate as PDF/UA: A4 upright.

    Raises:
        RuntimeError: the page could not be made.
    """
    words = [{"paragraphs": told.citation.split("\n\n"), "said_by": ""}]
    if told.quote:
        words.append({"paragraphs": [f"“{told.quote.strip('“”')}”"], "said_by": told.quote_by})
    data = {
        **_shared(told),
        "title": _("%(outcome)s: %(name)s", outcome=told.outcome, name=told.name),
        "words": words,
        "organisation": told.organisation,
        "date": told.date,
    }
    return compiled("winner", data, language=language)


def share_picture(told: Told, photo: bytes | None = None, *, language: str | None = None) -> bytes:
    """Return the picture beside a shared link: `ACROSS` by `DOWN` pixels, as PNG.

    Args:
        told: what is said.
        photo: an upright picture, which is laid over the right; None: our drawing stands there.
        language: of the words.

    Raises:
        RuntimeError: the picture could not be made.
    """
    from PIL import Image

    data = {**_shared(told), "title": told.name, "photo": photo is not None}
    drawn = pictured("share", data, language=language)
    if photo is None:
        return drawn
    with Image.open(io.BytesIO(drawn)) as page, Image.open(io.BytesIO(photo)) as face:
        whole = page.convert("RGB")
        height = round(face.height * PHOTO_ACROSS / face.width)
        part = face.convert("RGB").resize((PHOTO_ACROSS, max(height, DOWN)))
        top = (part.height - DOWN) // 2
        whole.paste(part.crop((0, top, PHOTO_ACROSS, top + DOWN)), (ACROSS - PHOTO_ACROSS, 0))
    out = io.BytesIO()
    whole.save(out, "PNG", optimize=True)
    return out.getvalue()


def _shared(told: Told) -> dict[str, object]:
    return {
        "colours": asdict(told.colours),
        "name": told.name,
        "outcome": told.outcome,
        "category": told.category,
        "round": f"{told.scheme}, {told.round}",
    }
