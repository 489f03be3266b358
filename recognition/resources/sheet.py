"""The library as a table: written as CSV, and read again; plain Python."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from recognition.cells import plain_cell, safe_cell
from recognition.errors import Refused
from recognition.people.directory_file import SEPARATORS, decoded
from recognition.resources.sheet_lines import COLUMNS, Line
from recognition.words import NOT_IN_XML, _

NEEDED = ("address", "title")
MOST_ROWS = 2000


@dataclass(frozen=True)
class Row:
    """One row as it stands in a file; `number` is its place, the heading being 1.

    `line` holds the columns that the file has; `problem` says why it cannot be read, or is empty.
    """

    number: int
    line: Line
    problem: str = ""


def write(lines: Sequence[Line]) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, headings, RFC 4180, safe cells."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for line in lines:
        writer.writerow(safe_cell(line[column]) for column in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def read(data: bytes) -> list[Row]:
    """Read a CSV file with headings in any order; comma, semicolon and tab separate.

    Raises:
        Refused: the file as a whole cannot be read; names the field `file`.
    """
    rows = _cells(data)
    if not rows:
        raise Refused(_("This file is empty. Choose one with a row of headings."), field="file")
    header = [cell.strip().casefold().replace(" ", "_") for cell in rows[0]]
    _check_header(header)
    found = [
        _row(number, cells, header)
        for number, cells in enumerate(rows[1:], 2)
        if any(cell.strip() for cell in cells)
    ]
    if not found:
        raise Refused(_("There is nothing in this file below the headings."), field="file")
    if len(found) > MOST_ROWS:
        raise Refused(
            _("This file has more than %(most)s rows. Take it in parts.", most=MOST_ROWS),
            field="file",
        )
    return found


def text_of(data: bytes) -> str:
    """Return a file's text, to be sent along with a preview.

    Raises:
        Refused: it cannot be read; names the field `file`.
    """
    try:
        return decoded(data).lstrip("\ufeff")
    except Refused as refused:
        raise Refused(refused.reason, field="file") from refused


def _cells(data: bytes) -> list[list[str]]:
    if not data.strip():
        return []
    text = text_of(data)
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        raise Refused(
            _("The quotation marks in this file do not match. Save it as CSV again."), field="file"
        ) from None


def _check_header(header: Sequence[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise Refused(
            _("This file has no column “%(name)s”.", name=missing[0]),
            field="file",
        )
    for name in filter(None, header):
        if name not in COLUMNS:
            raise Refused(
                _(
                    "We do not know the column “%(name)s”. Take it out, or mend its name.",
                    name=name,
                ),
                field="file",
            )
        if header.count(name) > 1:
            raise Refused(_("The column “%(name)s” is there twice.", name=name), field="file")


def _row(number: int, cells: Sequence[str], header: Sequence[str]) -> Row:
    line = {name: _tidy(cell) for name, cell in zip(header, cells, strict=False) if name}
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        return Row(number, line, _("This row has more cells than there are headings."))
    if any(NOT_IN_XML.search(cell) for cell in line.values()):
        return Row(number, line, _("There are signs in this row that nobody can see."))
    return Row(number, {**{name: "" for name in header if name}, **line})


def _tidy(cell: str) -> str:
    return plain_cell(cell).replace("\r\n", "\n").replace("\r", "\n").strip()
