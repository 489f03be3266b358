"""A pack as a Word document to copy from: headings to jump by, one winner after another."""

import io
from typing import TYPE_CHECKING, Any

from recognition.newsletter.pack import (
    Beside,
    Pack,
    PackWinner,
    Photograph,
    about,
    by_category,
    london_time,
    one_line,
    paragraphs,
    spoken_day,
)
from recognition.newsletter.pictures import LANDSCAPE
from recognition.words import _, ngettext

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

FONT = "Arial"
LANGUAGE = "en-GB"
DARK_BLUE, GREY = "003087", "4C6272"
SMALL_PRINT = "Small print"
PICTURE = "Picture"
NOTES = "Notes"
PHOTO_MM = 110
# Points for style: size, space before, space after.
LAYOUT = {
    "Normal": (11, 0, 8),
    "Title": (28, 0, 4),
    "Subtitle": (13, 0, 18),
    "Heading 1": (20, 24, 6),
    "Heading 2": (15, 18, 2),
    "Quote": (13, 6, 10),
    SMALL_PRINT: (9, 0, 2),
    PICTURE: (11, 4, 4),
    NOTES: (11, 28, 4),
}
IN_COLOUR = {"Title": DARK_BLUE, "Heading 1": DARK_BLUE, "Heading 2": DARK_BLUE,
             "Subtitle": GREY, "Quote": DARK_BLUE, SMALL_PRINT: GREY, NOTES: GREY}  # fmt: skip


def word_file(pack: Pack) -> bytes:
    """Return a Word document (.docx) on A4: title, a heading for each category and each winner."""
    document = dressed()
    _set_facts(document, pack)
    document.add_paragraph(one_line(pack.title), style="Title")
    number = len(pack.winners)
    parts = (
        one_line(pack.scheme_name),
        one_line(pack.organisation),
        ngettext("%(num)s winner", "%(num)s winners", number),
        _("made on %(day)s", day=spoken_day(pack.made_at)),
    )
    document.add_paragraph(" · ".join(part for part in parts if part), style="Subtitle")
    _add(document, pack.opening, "Normal")
    for category, winners in by_category(pack).items():
        document.add_paragraph(one_line(category), style="Heading 1")
        for winner in winners:
            _add_winner(document, winner, pack.with_winner(winner))
    if pack.winners:
        _add_notes(document, pack)
    else:
        document.add_paragraph(_("Nobody has been chosen for this pack yet."))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def dressed() -> "Document":
    """Return an empty document with our page, styles and language."""
    # Heavy, and needed for Word alone.
    import docx

    document = docx.Document()
    _set_page(document)
    _set_styles(document)
    document.core_properties.language = LANGUAGE
    return document


def _add_winner(document: "Document", winner: PackWinner, beside: Beside) -> None:
    document.add_paragraph(one_line(winner.name), style="Heading 2")
    heading = (one_line(winner.outcome), about(winner))
    _add(document, " · ".join(part for part in heading if part), SMALL_PRINT)
    if beside.photo is not None:
        _add_photo(document, beside.photo)
    _add(document, winner.citation, "Normal")
    _add(document, winner.quote, "Quote")
    _add(document, beside.quote_by and f"– {beside.quote_by}", SMALL_PRINT)


def _add_notes(document: "Document", pack: Pack) -> None:
    """Say at the end what is for whoever edits the newsletter, and not for its readers."""
    document.add_paragraph(_("For the editor, not for print"), style=NOTES)
    for winner in pack.winners:
        facts = (
            (_("Photo"), winner.photo),
            (_("Words for the photo (alt text)"), winner.alt_text),
            (_("Consent"), winner.consent),
            (_("Announced"), london_time(winner.announced_at)),
            (_("Reference"), winner.reference),
        )
        told = [f"{label}: {one_line(value)}" for label, value in facts if value.strip()]
        _add(document, " · ".join((one_line(winner.name), *told)), SMALL_PRINT)


def _add_photo(document: "Document", photo: Photograph) -> None:
    from docx.shared import Mm

    shown = (
        document.add_paragraph(style=PICTURE)
        .add_run()
        .add_picture(io.BytesIO(photo.crops[LANDSCAPE]), width=Mm(PHOTO_MM))
    )
    describe(shown._inline, photo)  # python-docx offers no other way to its words
    if photo.credit:
        _add(document, _("Photograph: %(name)s", name=photo.credit), SMALL_PRINT)


def describe(inline: Any, photo: Photograph) -> None:
    """Give a picture in Word its alternative text."""
    for facts in inline.xpath(".//wp:docPr | .//pic:cNvPr"):
        facts.set("descr", one_line(photo.alt_text))
        facts.set("name", photo.name)


def _add(document: "Document", text: str, style: str) -> None:
    """Add a text; an empty line in it starts a new paragraph."""
    for paragraph in paragraphs(text):
        document.add_paragraph(paragraph, style=style)


def _set_page(document: "Document") -> None:
    from docx.shared import Mm

    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(25)
    page.top_margin = page.bottom_margin = Mm(22)


def _set_styles(document: "Document") -> None:
    from docx.enum.style import WD_STYLE_TYPE

    for name in (SMALL_PRINT, PICTURE, NOTES):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.styles[name].base_style = document.styles["Normal"]
    for name, points in LAYOUT.items():
        _set_style(document.styles[name], points, IN_COLOUR.get(name))
    for language in document.styles.element.xpath("//w:rPrDefault//w:lang"):
        for kind in ("val", "eastAsia"):
            language.set(f"{{{language.nsmap['w']}}}{kind}", LANGUAGE)


def _set_style(style: "ParagraphStyle", points: tuple[int, int, int], colour: str | None) -> None:
    from docx.shared import Pt, RGBColor

    size, before, after = points
    style.font.name = FONT
    fonts = style.element.rPr.rFonts
    for name in [name for name in fonts.attrib if name.endswith("Theme")]:
        del fonts.attrib[name]  # a theme's font would win over ours
    style.font.size = Pt(size)
    style.font.italic = style.name == "Quote"
    if colour:
        style.font.color.rgb = RGBColor.from_string(colour)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.keep_with_next = style.name in {PICTURE, NOTES} or style.name.startswith("Heading")


def _set_facts(document: "Document", pack: Pack) -> None:
    facts = document.core_properties
    facts.title = one_line(pack.title)[:255]
    facts.author = one_line(pack.organisation)[:255]
    facts.subject = one_line(pack.scheme_name)[:255]
    facts.language = LANGUAGE
    facts.comments = ""
    facts.created = facts.modified = pack.made_at.replace(tzinfo=None)
