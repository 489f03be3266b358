"""What a program wrote as CSV, turned into lines of text that can be read row by row."""

import codecs
import re
from collections.abc import Sequence

from recognition.errors import Refused
from recognition.words import _

_NOT_CSV = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_SEPARATOR_LINE = re.compile(r"sep=(.)", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_HIDDEN = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_INVISIBLE = str.maketrans("", "", "\ufeff\u200b\u2060\u00ad")
# Spaces between a quotation mark and the separator would make the mark part of the value.
_BEFORE_QUOTE = re.compile(r'(^|[,;\t])[ \u00a0\u202f]+(?=")')
_AFTER_QUOTE = re.compile(r'"[ \u00a0\u202f]+(?=[,;\t]|$)')
_WIDEST_LINE = 100_000


def nothing() -> str:
    """Say that a file holds nothing."""
    return _("The file is empty. Choose a CSV file whose first row names the columns.")


def lines(data: bytes) -> list[str]:
    """Return the physical lines of a file, without byte order mark, each with its line end.

    UTF-16 is known by its byte order mark or by its zero bytes; what is not UTF-8 is taken as
    Windows-1252, in which Excel on Windows saves.

    Raises:
        Refused: the file is empty, or not text.
    """
    text = _decoded(data)
    if not text.strip():
        raise Refused(nothing())
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = [_without_stray_spaces(line) + "\n" for line in text.split("\n")]
    if any(len(line) > _WIDEST_LINE for line in found):
        raise Refused(_not_text())
    return found


def first_line(lines: Sequence[str]) -> int:
    """Return the place of the first line with something in it, after Excel's own `sep=`."""
    for place, line in enumerate(lines):
        if line.strip() and not _SEPARATOR_LINE.fullmatch(line.strip("\n\ufeff ")):
            return place
    return len(lines)


def delimiter(lines: Sequence[str]) -> str:
    """Return what stands between the columns: what `sep=` says, or most often in the header."""
    start = first_line(lines)
    for line in lines[:start]:
        said = _SEPARATOR_LINE.fullmatch(line.strip("\n\ufeff "))
        if said and said[1] in ",;\t":
            return said[1]
    header = _QUOTED.sub("", lines[start]) if start < len(lines) else ""
    return max(",;\t", key=header.count)


def tidy(cell: str) -> str:
    """Return a value on one line with single spaces, and without invisible marks."""
    return " ".join(cell.translate(_INVISIBLE).split())


def has_hidden(cell: str) -> bool:
    """Tell whether a value holds a control character, NUL among them."""
    return _HIDDEN.search(cell) is not None


def _without_stray_spaces(line: str) -> str:
    if '"' not in line:
        return line
    return _AFTER_QUOTE.sub('"', _BEFORE_QUOTE.sub(r"\1", line))


def _decoded(data: bytes) -> str:
    if data.startswith(_NOT_CSV):
        raise Refused(
            _("This is not a CSV file. Open it in your spreadsheet and save it as “CSV UTF-8”.")
        )
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return data.decode("utf-16")
        if data[1:4:2] == b"\0\0":
            return data.decode("utf-16-le")
        if data[0:3:2] == b"\0\0":
            return data.decode("utf-16-be")
        if data.startswith(codecs.BOM_UTF8):
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_not_text()) from None
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(_not_text())


def _not_text() -> str:
    return _("This file cannot be read as text. Save it again as “CSV UTF-8”.")
