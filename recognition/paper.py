"""Paper: a typst template and data in, an accessible PDF out.

The templates are in `templates/paper`, hold no words of any language, and find everything in
`data`. What people typed stays text: it travels as JSON, never as markup. The fonts are the ones
that set-up fetched, so a page looks the same on every machine; what they cannot draw is shown as a
box, because PDF/UA (ISO 14289-1, 7.21.8) forbids letters without a shape.
"""

import json
import re
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from recognition.places import ROOT
from recognition.words import language as said_language
from recognition.words import printable

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = ROOT / "templates" / "paper"
FONTS = ROOT / "static" / "vendor" / "fonts"
MUCH = 500_000  # characters of data: some fifty cards with their codes
QUIET = 4  # modules of white that a QR code needs round it
NO_SHAPE = "\N{WHITE SQUARE}"
# Embeddings, overrides and isolates: with them a text shows in another order than it was typed.
TURNS_ROUND = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF))
NEW_LINE = re.compile("\r\n|[\r\x85\u2028\u2029]")
# They join and vary their neighbours, and need no shape: joiners, marks of direction, variations.
SHAPELESS = frozenset((0xAD, *range(0x200B, 0x2010), *range(0xFE00, 0xFE10)))
EVERYDAY = frozenset(map(chr, (0x0A, *range(0x20, 0x7F), *range(0xA0, 0xAD), *range(0xAE, 0x180))))
COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
PLACE = re.compile(r"[\w-]+\.typ:\d+:\d+")


@dataclass(frozen=True)
class Colours:
    """An organisation's colours, each `#rrggbb`.

    White is written on `ground`, and `ground` and `spark` on white: whoever chooses them sees to a
    contrast of 4.5 to 1. `accent` is only drawn with.

    Raises:
        ValueError: one of them is not a colour.
    """

    ground: str = "#003087"
    accent: str = "#FFB81C"
    spark: str = "#AE2573"

    def __post_init__(self) -> None:
        for colour in (self.ground, self.accent, self.spark):
            if not COLOUR.fullmatch(colour):
                raise ValueError(colour)


HOUSE_COLOURS = Colours()


def compiled(
    template: str,
    data: object,
    *,
    language: str | None = None,
    made: datetime | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
) -> bytes:
    """Set a template with data, as tagged PDF/UA-1; the same input gives the same bytes.

    Args:
        template: name of the file in `templates/paper`, without its ending.
        data: a dataclass or a mapping of what JSON can hold. Every template needs a `title`.
        language: of the words in `data`, such as “en” or “cy”; None for that said now.
        made: when the file says it was made, aware; it says nothing without.
        pictures: JPEG pictures by the name, such as “3.jpg”, under which the template finds them.

    Raises:
        RuntimeError: the template did not compile, or set-up has not fetched the fonts. The text
            quotes nothing of the data.
    """
    import typst

    inputs = {
        "data": json.dumps(_shown(data), ensure_ascii=False),
        "language": language or said_language(),
        "made": "yes" if made else "",
    }
    try:
        with _folder(template, pictures) as folder:
            return typst.compile(
                folder / f"{template}.typ",
                root=folder,
                font_paths=_fonts(),
                sys_inputs=inputs,
                pdf_standards=["ua-1"],
                timestamp=made,
            )
    except typst.TypstError as problem:
        where = PLACE.search(problem.diagnostic)
        place = where.group() if where else template
    finally:
        if len(inputs["data"]) > MUCH:
            _forget()
    raise RuntimeError(f"This page could not be made ({place}).")


def pictured(
    template: str, data: object, *, dots: float = 2.0, language: str | None = None
) -> bytes:
    """Set a template of one page with data, as a PNG picture.

    Args:
        template: name of the file in `templates/paper`, without its ending.
        data: as for `compiled`.
        dots: pixels for each point (1/72 inch) of the page.
        language: as for `compiled`.

    Raises:
        RuntimeError: as for `compiled`.
    """
    import typst

    inputs = {
        "data": json.dumps(_shown(data), ensure_ascii=False),
        "language": language or said_language(),
    }
    try:
        return typst.compile(
            TEMPLATES / f"{template}.typ",
            root=TEMPLATES,
            font_paths=_fonts(),
            sys_inputs={**inputs, "made": ""},
            format="png",
            ppi=72 * dots,
        )
    except typst.TypstError as problem:
        where = PLACE.search(problem.diagnostic)
        place = where.group() if where else template
    raise RuntimeError(f"This picture could not be made ({place}).")


def qr_code(address: str, *, error: str = "m", quick: bool = False) -> str:
    """Draw an address as a QR code, an SVG with the quiet zone of four modules round it.

    Args:
        address: what a phone reads from it.
        error: how much may be damaged: “l” 7 %, “m” 15 %, “q” 25 %, “h” 30 %.
        quick: take a middling mask without comparing all eight, which is most of the work; a batch
            of cards needs hundreds of codes, and readers undo any mask.
    """
    import segno

    code = segno.make_qr(address, error=error, boost_error=False, mask=3 if quick else None)
    side = code.symbol_size(border=QUIET)[0]
    # Rows reach a little into the next one, or a screen shows white hairlines between them.
    dark = "".join(
        f"M{QUIET + run.start()} {QUIET + y}h{len(run.group())}v1.02h-{len(run.group())}z"
        for y, row in enumerate(code.matrix)
        for run in re.finditer(b"\x01+", row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{dark}"/></svg>'
    )


def drawable(text: str) -> str:
    """Return a text as our fonts can show it: lines by LF, in the order in which it was typed.

    A character without a shape becomes □. What belongs together (a letter and its accents, the
    parts of an emoji) has to come from one font, or the parts that do not are shown so.
    """
    if text.isascii() and text.isprintable():
        return text
    text = NEW_LINE.sub("\n", printable(text).translate(TURNS_ROUND)).replace("\t", " ")
    if EVERYDAY.issuperset(text):
        return text
    return "".join(map(_with_shape, _clusters(text)))


@contextmanager
def _folder(template: str, pictures: Mapping[str, bytes]) -> Iterator[Path]:
    """Give the folder of the templates; with pictures, a copy for as long as it is needed."""
    if not pictures:
        yield TEMPLATES
        return
    with TemporaryDirectory() as made:
        folder = Path(made)
        for name in ("house", template):
            copyfile(TEMPLATES / f"{name}.typ", folder / f"{name}.typ")
        for name, data in pictures.items():
            (folder / name).write_bytes(data)
        yield folder


def _shown(value: Any) -> Any:
    """Return data as JSON can hold it, with every text in it made drawable."""
    if isinstance(value, str):
        return drawable(str(value))
    if is_dataclass(value) and not isinstance(value, type):
        return _shown(asdict(value))
    if isinstance(value, Mapping):
        return {key: _shown(part) for key, part in value.items()}
    return [_shown(part) for part in value] if isinstance(value, (list, tuple)) else value


def _clusters(text: str) -> Iterator[str]:
    """Cut a text before each character that does not lean on the one before it."""
    start = 0
    for place in range(1, len(text)):
        here, before = text[place], text[place - 1]
        leans = ord(here) in SHAPELESS or unicodedata.category(here).startswith(("M", "Sk"))
        if not leans and before != "\N{ZERO WIDTH JOINER}":
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _with_shape(cluster: str) -> str:
    if cluster.isspace():
        return cluster if EVERYDAY.issuperset(cluster) else " "
    wanted = set(map(ord, cluster)) - SHAPELESS
    if any(known.issuperset(wanted) for known in _alphabets()):
        return cluster
    first, leaning = cluster[0], cluster[1:]
    known_first = any(ord(first) in known for known in _alphabets())
    rest = (c if ord(c) in SHAPELESS else NO_SHAPE for c in leaning)
    return (first if known_first else NO_SHAPE) + "".join(rest)


@cache
def _fonts() -> "Fonts":
    """Return our fonts alone: what a machine or the library brings would differ from ours."""
    import typst

    if not any(FONTS.glob("*.ttf")):
        raise RuntimeError("The fonts are missing: run “python3 dev.py run” once.")
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _forget() -> None:
    """Let typst drop what it remembers: hundreds of megabytes after a large batch.

    It drops what ten later documents did not need, so ten empty ones follow at once.
    """
    import typst

    for _document in range(11):
        typst.compile(b"", font_paths=_fonts())


@cache
def _alphabets() -> tuple[frozenset[int], ...]:
    """Return the code points that each font has a shape for."""
    return tuple(frozenset(_code_points(file)) for file in sorted(FONTS.glob("*.ttf")))


def _code_points(file: Path) -> Iterator[int]:
    """Read a font's table of characters, in its format 12: ranges of code points.

    The layout is OpenType's: https://learn.microsoft.com/typography/opentype/spec/cmap.
    """
    font = file.read_bytes()
    tables = struct.iter_unpack(">4s4xLL", font[12 : 12 + 16 * int.from_bytes(font[4:6])])
    start, length = next((start, length) for name, start, length in tables if name == b"cmap")
    table = font[start : start + length]
    for (place,) in struct.iter_unpack(">4xL", table[4 : 4 + 8 * int.from_bytes(table[2:4])]):
        if int.from_bytes(table[place : place + 2]) == 12:
            groups = int.from_bytes(table[place + 12 : place + 16])
            ranges = table[place + 16 : place + 16 + 12 * groups]
            for first, last, _ in struct.iter_unpack(">LLL", ranges):
                yield from range(first, last + 1)
            return
