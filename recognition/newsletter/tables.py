"""Rows as CSV and as Excel: whoever opens them sees text, and nothing in them runs."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from recognition.cells import safe_cell
from recognition.newsletter.pack import clean

Cell = str | int
Row = Sequence[Cell]
USUAL_WIDTH = 22
LONGEST_CELL = 32_000
"""UTF-16 units that a cell may hold; Excel stops at 32,767."""


@dataclass(frozen=True)
class Sheet:
    """A table of one sheet. `widths` are by column, in letters; `made` is aware."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    made: datetime
    widths: Mapping[str, int] = field(default_factory=dict)


def csv_lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[bytes]:
    """Yield a CSV file line by line: UTF-8 with a byte order mark, RFC 4180, safe cells."""
    yield b"\xef\xbb\xbf" + _line(columns)
    for row in rows:
        yield _line([safe_cell(value) if isinstance(value, str) else value for value in row])


def write_csv(columns: Sequence[str], rows: Iterable[Row], out: BinaryIO) -> int:
    """Write a CSV file, holding one row at a time; return how many rows there were."""
    number = -1
    for line in csv_lines(columns, rows):
        out.write(line)
        number += 1
    return number


def xlsx_table(sheet: Sheet) -> bytes:
    """Return an Excel workbook: one sheet, one table with a frozen header.

    Cells hold text exactly as it was written, marked as text (Excel's own leading apostrophe, which
    it does not show), so that they stay text when somebody edits them. Excel leaves that mark out
    when it saves as CSV: take our CSV file instead of making one from this. A cell that is longer
    than Excel can hold ends in “…”.
    """
    # Heavy, and needed for this file alone.
    import xlsxwriter

    out = io.BytesIO()
    # Not in constant memory: that mode cannot make a table, and a round has few winners.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        made = sheet.made.replace(tzinfo=None)
        book.set_properties({"title": clean(sheet.title), "created": made})
        text = book.add_format(
            {"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"}
        )
        page = book.add_worksheet(sheet.name)
        page.freeze_panes(1, 0)
        for place, column in enumerate(sheet.columns):
            page.set_column(place, place, sheet.widths.get(column, USUAL_WIDTH))
        last = max(len(sheet.rows), 1)  # a table has at least one row below its header
        page.add_table(
            0, 0, last, len(sheet.columns) - 1,
            {
                "name": "winners",
                "columns": [{"header": column} for column in sheet.columns],
                "style": "Table Style Light 9",
            },
        )  # fmt: skip
        for number, row in enumerate(sheet.rows, start=1):
            for place, value in enumerate(row):
                if isinstance(value, str):
                    page.write_string(number, place, _fitting(value), text)
                else:
                    page.write_number(number, place, value)
    return out.getvalue()


def _line(cells: Iterable[Cell]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _fitting(value: str) -> str:
    if len(value) <= LONGEST_CELL // 2:
        return value
    units = value.encode("utf-16-le")
    if len(units) <= LONGEST_CELL * 2:
        return value
    return units[: LONGEST_CELL * 2].decode("utf-16-le", "ignore") + "…"
