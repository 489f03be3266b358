"""A PDF read back: what a reader is told, what is drawn, and what a phone reads from it."""

import io
from collections.abc import Iterator
from functools import cached_property
from typing import Any

import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import zxingcpp
from PIL import Image

MM = 72 / 25.4  # points
HOSTILE = (
    "<script>alert(1)</script>",
    "{{7*7}}{% raw %}",
    "</textarea>",
    "#eval(\"1\") #read('x') @ref *bold* _it_ $x$ = h",
    r"back\slash \u{41} \n",
    "]]> & &amp; \"quoted\" 'so' -- ... ~",
)


class Pdf:
    """A document, opened twice: for its structure and for what it draws."""

    SHARP = 6  # pixels for a mm

    def __init__(self, data: bytes) -> None:
        self.reader = pypdf.PdfReader(io.BytesIO(data))
        self.drawn = pypdfium2.PdfDocument(data)
        self.root: Any = self.reader.trailer["/Root"]
        self._pictures: dict[int, Image.Image] = {}

    def __len__(self) -> int:
        return len(self.drawn)

    @cached_property
    def pages(self) -> list[str]:
        """What stands on each page, with single spaces for spaces and for ends of lines."""
        texts = (page.get_textpage().get_text_range() for page in self.drawn)
        return [" ".join(text.replace("\ufffe", "-").split()) for text in texts]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    @cached_property
    def structure(self) -> list[tuple[str, str]]:
        """The tags in the order in which they are read, each with its words for a picture."""
        return list(_tags(self.root["/StructTreeRoot"]["/K"]))

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _alt in self.structure]

    @property
    def figures(self) -> list[str]:
        return [alt for tag, alt in self.structure if tag == "Figure"]

    def picture(self, page: int, scale: float = 3) -> Image.Image:
        return self.drawn[page].render(scale=scale).to_pil()

    def codes(self, page: int, scale: float = 3) -> list[str]:
        """What a phone reads from the QR codes of a page, sorted."""
        found = zxingcpp.read_barcodes(self.picture(page, scale))
        return sorted(code.text for code in found)

    def letters(self, page: int) -> Iterator[tuple[str, float, float, float, float]]:
        """Yield each printed letter: itself, then left, top, right, bottom in mm from top left."""
        words, height = self.drawn[page].get_textpage(), self.drawn[page].get_height()
        text = words.get_text_range()
        for place in range(words.count_chars()):
            if not text[place : place + 1].isspace():
                left, bottom, right, top = words.get_charbox(place)
                sides = (left, height - top, right, height - bottom)
                yield text[place : place + 1], *(side / MM for side in sides)

    def size_of(self, page: int, words: str) -> float:
        """The size, in points, in which these words begin where they stand first."""
        found = self.drawn[page].get_textpage()
        place = found.get_text_range().index(words)
        return float(pdfium.FPDFText_GetFontSize(found, place))

    def is_white(self, page: int, left: float, top: float, right: float, bottom: float) -> bool:
        """Whether nothing at all is drawn in a part of a page, in mm from top left."""
        box = (round(side * self.SHARP) for side in (left, top, right, bottom))
        part = self._sharp(page).crop(tuple(box))
        return part.getextrema() == ((255, 255),) * 3

    def _sharp(self, page: int) -> Image.Image:
        if page not in self._pictures:
            self._pictures[page] = self.picture(page, self.SHARP / MM).convert("RGB")
        return self._pictures[page]


def check_for_everyone(pdf: Pdf, title: str, language: str = "en-GB") -> None:
    """Check what PDF/UA asks of every document, as far as it can be read back."""
    assert pdf.root["/MarkInfo"]["/Marked"].value
    assert pdf.root["/Lang"] == language
    assert pdf.reader.metadata is not None
    assert pdf.reader.metadata.title == title
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"].value
    described = pdf.root["/Metadata"].get_data().decode()
    assert "pdfuaid:part>1<" in described or 'pdfuaid:part="1"' in described
    headings = [tag for tag in pdf.tags if tag.startswith("H")]
    assert headings[0] == "H1"
    assert all(pdf.figures)


def _tags(node: Any) -> Iterator[tuple[str, str]]:
    node = node.get_object()
    if isinstance(node, list):
        for part in node:
            yield from _tags(part)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]).lstrip("/"), str(node.get("/Alt", ""))
        if "/K" in node:
            yield from _tags(node["/K"])
