"""Packs as data: CSV, Excel and JSON, with the same columns and the same times."""

import json
from collections.abc import Iterable
from typing import BinaryIO

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
from recognition.newsletter.tables import Sheet, csv_lines, write_csv, xlsx_table
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
    "write_winners",
    "xlsx_file",
]

CONSENT = "consent"
WIDTHS = {"citation": 60, "quote": 40, "alt_text": 40, "announced_at": 26}


def csv_file(pack: Pack) -> bytes:
    """Return a CSV file: UTF-8 with a byte order mark, a header row, RFC 4180, safe cells.

    Times are ISO 8601 with the offset of Europe/London; lines inside a cell end with LF.
    """
    return b"".join(csv_lines(COLUMNS, map(_row, pack.winners)))


def write_winners(winners: Iterable[PackWinner], out: BinaryIO) -> int:
    """Write the same file winner by winner; return how many there were."""
    return write_csv(COLUMNS, map(_row, winners), out)


def xlsx_file(pack: Pack) -> bytes:
    """Return an Excel workbook: one sheet, one table, the columns and times of the CSV file."""
    rows = [_row(winner) for winner in pack.winners]
    return xlsx_table(Sheet(_("Winners"), pack.title, COLUMNS, rows, pack.made_at, WIDTHS))


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


def _row(winner: PackWinner) -> list[str | int]:
    return list(values(winner).values())
