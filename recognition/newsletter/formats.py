"""Packs as data: CSV, Excel and JSON, with the same columns and the same times."""

import csv
import io
import json

from recognition.cells import plain_cell, safe_cell
from recognition.newsletter.pack import (
    COLUMNS,
    Pack,
    PackWinner,
    clean,
    file_name,
    london_time,
    values,
)
from recognition.words import _

__all__ = [
    "COLUMNS",
    "Pack",
    "PackWinner",
    "csv_file",
    "file_name",
    "json_file",
    "plain_cell",
    "safe_cell",
    "xlsx_file",
]

CONSENT = "consent"
WIDTHS = {"citation": 60, "quote": 40, "alt_text": 40, "announced_at": 26}
USUAL_WIDTH = 22
LONGEST_CELL = 32_000
"""UTF-16 units that a cell may hold; Excel stops at 32,767."""


def csv_file(pack: Pack) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, a header row, RFC 4180, safe cells.

    Times are ISO 8601 with the offset of Europe/London; lines inside a cell end with LF.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for winner in pack.winners:
        writer.writerow(
            safe_cell(value) if isinstance(value, str) else value
            for value in values(winner).values()
        )
    return out.getvalue().encode("utf-8-sig")


def xlsx_file(pack: Pack) -> bytes:
    """Return an Excel workbook: one sheet, one table, the columns and times of the CSV file.

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
        made = pack.made_at.replace(tzinfo=None)
        book.set_properties({"title": clean(pack.round_name), "created": made})
        text = book.add_format(
            {"num_format": "@", "quote_prefix": True, "text_wrap": True, "valign": "top"}
        )
        sheet = book.add_worksheet(_("Winners"))
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(COLUMNS):
            sheet.set_column(place, place, WIDTHS.get(column, USUAL_WIDTH))
        last = max(len(pack.winners), 1)  # a table has at least one row below its header
        headers = [{"header": column} for column in COLUMNS]
        sheet.add_table(
            0, 0, last, len(COLUMNS) - 1,
            {"name": "winners", "columns": headers, "style": "Table Style Light 9"},
        )  # fmt: skip
        for row, winner in enumerate(pack.winners, start=1):
            for place, value in enumerate(values(winner).values()):
                if isinstance(value, str):
                    sheet.write_string(row, place, _fitting(value), text)
                else:
                    sheet.write_number(row, place, value)
    return out.getvalue()


def json_file(pack: Pack, *, public: bool = False) -> bytes:
    """Return `{"round": {…}, "winners": […]}` in UTF-8, a winner having the names of `COLUMNS`.

    Args:
        pack: the winners.
        public: for anybody to read: without `consent`, and without when it was made, so that the
            same winners always give the same bytes.
    """
    about = {
        "name": clean(pack.round_name),
        "scheme": clean(pack.scheme_name),
        "organisation": clean(pack.organisation),
    }
    if not public:
        about["made_at"] = london_time(pack.made_at)
    left_out = {CONSENT} if public else set()
    winners = [
        {column: value for column, value in values(winner).items() if column not in left_out}
        for winner in pack.winners
    ]
    content = {"round": about, "winners": winners}
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _fitting(value: str) -> str:
    if len(value) <= LONGEST_CELL // 2:
        return value
    units = value.encode("utf-16-le")
    if len(units) <= LONGEST_CELL * 2:
        return value
    return units[: LONGEST_CELL * 2].decode("utf-16-le", "ignore") + "…"
