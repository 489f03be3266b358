"""The bytes of a table as text in rows: encodings, separators, quotation marks, line numbers."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from recognition.cells import plain_cell
from recognition.errors import Refused
from recognition.words import _

SEPARATORS = ",;\t"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_WORKBOOK = b"PK\x03\x04"
# Invisible marks that travel with text copied from web pages; str.split() leaves them in.
_INVISIBLE = dict.fromkeys(map(ord, "\ufeff\u200b\u2060"))


@dataclass(frozen=True)
class Record:
    """One row of a table, with the physical line it starts on, from 1.

    `cells` are single-spaced, without line breaks, and all empty in a blank row. They are None
    where the quotation marks do not match; `last` is then the line up to which nothing is certain.
    """

    line: int
    last: int
    cells: tuple[str, ...] | None


def decoded(data: bytes) -> str:
    """Return a file's text: UTF-8 with or without BOM, UTF-16 with BOM, or Windows-1252.

    Raises:
        Refused: it is empty, a workbook, or text in none of these.
    """
    if data.startswith(_WORKBOOK):
        raise Refused(_("This file is a workbook. Save it as CSV and choose that file."))
    try:
        text = data.decode("utf-16") if data.startswith(_UTF16) else _eight_bits(data)
    except UnicodeDecodeError:
        raise Refused(
            _("We cannot read the letters in this file. Save it as “CSV UTF-8” and try again.")
        ) from None
    if not text.strip().strip("\ufeff\0"):
        raise Refused(_("This file is empty. Choose one with a row of headings and people."))
    return text


def _eight_bits(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def records(text: str, separator: str) -> Iterator[Record]:
    """Yield every row of a text, blank ones too.

    Lines end at CR, LF or both, also within quotation marks, as an editor counts them.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = tuple(map(tidy, next(reader)))
        except StopIteration:
            return
        except csv.Error:
            yield Record(line, reader.line_num, None)
        else:
            yield Record(line, reader.line_num, tuple(map(plain_cell, cells)))


def tidy(cell: str) -> str:
    """Return a cell with single spaces: line breaks and non-breaking spaces count as spaces."""
    return " ".join((cell if cell.isascii() else cell.translate(_INVISIBLE)).split())
