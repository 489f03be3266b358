"""Packs as a Word document: headings that can be navigated, styles and no hand formatting."""

import io
from itertools import groupby

from recognition.newsletter.formats import Pack, PackWinner
from recognition.words import printable


def word_file(pack: Pack) -> bytes:
    """Return a Word document: title, one heading per category, one per winner."""
    import docx

    document = docx.Document()
    document.core_properties.title = printable(f"{pack.scheme_name}: {pack.round_name}")
    document.core_properties.author = printable(pack.organisation)
    document.core_properties.language = "en-GB"
    document.core_properties.comments = ""
    document.add_heading(printable(pack.round_name), level=0)
    document.add_paragraph(printable(f"{pack.scheme_name} · {pack.organisation}"), "Subtitle")
    for category, winners in groupby(pack.winners, key=lambda winner: winner.category):
        document.add_heading(printable(category), level=1)
        for winner in winners:
            document.add_heading(printable(winner.name), level=2)
            document.add_paragraph(printable(_line(winner)), "Subtitle")
            for paragraph in winner.citation.split("\n\n"):
                document.add_paragraph(printable(paragraph))
            if winner.quote:
                document.add_paragraph(printable(winner.quote), "Quote")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _line(winner: PackWinner) -> str:
    parts = (winner.outcome, winner.job_title, winner.team)
    return " · ".join(part for part in parts if part)
