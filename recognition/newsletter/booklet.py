"""A pack as a booklet to print or to hang on a page: A5, tagged so that it can be read aloud."""

from dataclasses import asdict

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
from recognition.paper import HOUSE_COLOURS, Colours, compiled
from recognition.words import _


def booklet(pack: Pack, *, colours: Colours = HOUSE_COLOURS) -> bytes:
    """Return the pack as PDF/UA-1, with its photographs and their alternative texts.

    Raises:
        RuntimeError: the pages could not be made.
    """
    pictures: dict[str, bytes] = {}
    data = {
        "title": one_line(pack.title),
        "colours": asdict(colours),
        "scheme": one_line(pack.scheme_name),
        "organisation": one_line(pack.organisation),
        "opening": one_line(pack.opening),
        "made": _("Made on %(day)s", day=spoken_day(pack.made_at)),
        "nobody": _("Nobody has been chosen for this pack yet."),
        "categories": [
            {
                "name": one_line(name),
                "winners": [_winner(pack, winner, pictures) for winner in winners],
            }
            for name, winners in by_category(pack).items()
        ],
    }
    made = pack.made_at.replace(microsecond=0)
    return compiled("booklet", data, language="en-GB", made=made, pictures=pictures)


def _winner(pack: Pack, winner: PackWinner, pictures: dict[str, bytes]) -> dict[str, object]:
    beside = pack.with_winner(winner)
    photo = None
    if beside.photo is not None:
        file = f"{len(pictures)}{ENDING}"
        pictures[file] = beside.photo.crops[LANDSCAPE]
        credit = beside.photo.credit
        photo = {
            "file": file,
            "alt": one_line(beside.photo.alt_text),
            "credit": _("Photograph: %(name)s", name=one_line(credit)) if credit else "",
        }
    facts = (one_line(winner.outcome), about(winner))
    return {
        "name": one_line(winner.name),
        "about": " · ".join(part for part in facts if part),
        "paragraphs": paragraphs(winner.citation),
        "quote": paragraphs(winner.quote),
        "by": f"– {one_line(beside.quote_by)}" if beside.quote_by else "",
        "photo": photo,
    }
