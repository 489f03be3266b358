"""A pack written into a Word document of the organisation's own."""

import io
from datetime import UTC, datetime
from typing import Any, cast

from jinja2 import TemplateError
from jinja2.exceptions import SecurityError

from recognition.errors import Refused
from recognition.newsletter.document import LANGUAGE, PHOTO_MM, describe
from recognition.newsletter.pack import (
    Beside,
    Pack,
    PackWinner,
    Photograph,
    about,
    by_category,
    one_line,
    paragraphs,
    spoken_day,
    visible,
)
from recognition.newsletter.pictures import LANDSCAPE
from recognition.newsletter.template_guard import check_finished, check_word_file
from recognition.newsletter.template_language import TemplateSandbox
from recognition.words import _


def filled(template: bytes, pack: Pack) -> bytes:
    """Return a Word document: the template with the winners of a pack in it.

    The template runs in a sandbox and can reach nothing but the words and pictures of the pack,
    which stay words and pictures whatever stands in them.

    Raises:
        Refused: there is something in the template that may not be, or a mistake.
    """
    from docxtpl import DocxTemplate

    check_word_file(template)
    document = DocxTemplate(io.BytesIO(template))
    try:
        document.render(_data(document, pack), TemplateSandbox(), autoescape=True)
    except SecurityError as problem:
        raise Refused(_("The template reaches for what it may not."), field="file") from problem
    except TemplateError as problem:
        raise _mistake(problem) from problem
    except (RecursionError, MemoryError) as problem:
        raise Refused(
            _("The template has too many brackets or words inside each other. Make it simpler."),
            field="file",
        ) from problem
    except (ValueError, KeyError, TypeError, AttributeError, SyntaxError) as problem:
        raise Refused(
            _("That document could not be filled in. Save it again in Word, then send it."),
            field="file",
        ) from problem
    facts = document.docx.core_properties
    facts.title, facts.language = one_line(pack.title)[:255], LANGUAGE
    facts.author = one_line(pack.organisation)[:255]
    out = io.BytesIO()
    document.save(out)
    data = out.getvalue()
    check_finished(data)
    return data


def check_template_file(template: bytes) -> None:
    """Refuse a template with which a sample of a pack cannot be made.

    Raises:
        Refused: as said, in words that name what is in the way.
    """
    filled(template, sample_pack())


def sample_pack() -> Pack:
    """Return a pack of nobody real, with everything in it that a template can ask for."""
    when = datetime(2026, 12, 1, 17, tzinfo=UTC)
    winner = PackWinner(
        round=_("Autumn"), category=_("Kindness"), outcome=_("Winner"), name="Sam Sample",
        team="Ward 7", job_title=_("Porter"), organisation=_("Our organisation"),
        citation=_("Sam stayed.") + "\n\n" + _("Sam listened."), quote=_("I was not alone."),
        words=4, consent="newsletter", announced_at=when, photo="", alt_text="", reference="R0-1",
    )  # fmt: skip
    photo = Photograph("sample", _("A plain square"), "Sam Sample", {LANDSCAPE: _square()})
    return Pack(
        round_name=_("Autumn"),
        scheme_name=_("Our scheme"),
        organisation=_("Our organisation"),
        made_at=when,
        winners=(winner,),
        heading=_("Thank you"),
        opening=_("These colleagues were kind."),
        beside={"R0-1": Beside("Alex Sample", photo)},
    )


class _Picture:
    """A photograph in a template: `{{ winner.photo }}` puts it there, with its words."""

    def __init__(self, document: Any, photo: Photograph) -> None:
        self.__document, self.__photo = document, photo

    def __html__(self) -> str:
        from docx.shared import Mm

        part = self.__document.current_rendering_part
        picture = io.BytesIO(self.__photo.crops[LANDSCAPE])
        inline = part.new_pic_inline(picture, Mm(PHOTO_MM), None)
        describe(inline, self.__photo)
        return (
            f"</w:t></w:r><w:r><w:drawing>{inline.xml}</w:drawing></w:r><w:r>"
            '<w:t xml:space="preserve">'
        )

    __str__ = __html__

    def __repr__(self) -> str:
        return self.__photo.name


def _data(document: Any, pack: Pack) -> dict[str, object]:
    rows = {id(who): _winner(document, who, pack.with_winner(who)) for who in pack.winners}
    return {
        "heading": one_line(pack.title),
        "opening": one_line(pack.opening),
        "round": one_line(pack.round_name),
        "scheme": one_line(pack.scheme_name),
        "organisation": one_line(pack.organisation),
        "made_on": spoken_day(pack.made_at),
        "channel": one_line(pack.channel),
        "winners": [rows[id(who)] for who in pack.winners],
        "categories": [
            {"name": one_line(name), "winners": [rows[id(who)] for who in winners]}
            for name, winners in by_category(pack).items()
        ],
    }


def _winner(document: Any, winner: PackWinner, beside: Beside) -> dict[str, object]:
    photo = beside.photo
    return {
        "name": one_line(winner.name),
        "outcome": one_line(winner.outcome),
        "category": one_line(winner.category),
        "job_title": one_line(winner.job_title),
        "team": one_line(winner.team),
        "organisation": one_line(winner.organisation),
        "about": about(winner),
        "citation": visible(winner.citation),
        "paragraphs": paragraphs(winner.citation),
        "quote": visible(winner.quote),
        "quote_by": one_line(beside.quote_by),
        "photo": _Picture(document, photo) if photo else "",
        "photo_credit": one_line(photo.credit) if photo else "",
        "announced_on": spoken_day(winner.announced_at),
        "reference": one_line(winner.reference),
    }


def _mistake(problem: Exception) -> Refused:
    near = "".join(cast("Any", getattr(problem, "docx_context", ())))
    return Refused(
        _(
            "There is a mistake in the template: %(what)s. Look near “%(near)s”.",
            what=str(problem).rstrip("."),
            near=" ".join(near.split())[:120],
        ),
        field="file",
    )


def _square() -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (90, 60), "#ffb81c").save(out, "JPEG")
    return out.getvalue()
