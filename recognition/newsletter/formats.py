"""Packs as CSV, Excel and JSON files. Plain values in, bytes out.

A cell that a spreadsheet would take for a formula is made inert: in CSV it gets an apostrophe in
front, which `plain_cell` takes away again, so that “+44 …” stays recoverable; in Excel every cell
is written as text.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, fields
from datetime import datetime
from zoneinfo import ZoneInfo

from recognition.words import printable

LONDON = ZoneInfo("Europe/London")
STARTS_A_FORMULA = re.compile(r"^'*\s*[=+\-@\t\r\x00＝＋－＠]")
WIDE = {"citation": 60, "quote": 40, "name": 24, "announced_at": 26, "consent": 14}
NARROW = 18


@dataclass(frozen=True)
class PackWinner:
    """One winner in a pack; the fields are the columns, in order. `announced_at` is aware."""

    round: str
    category: str
    outcome: str
    name: str
    team: str
    job_title: str
    organisation: str
    citation: str
    quote: str
    words: int
    consent: str
    announced_at: datetime
    photo: str
    alt_text: str
    reference: str


@dataclass(frozen=True)
class Pack:
    """Winners chosen for a newsletter, in their order. `made_at` is aware."""

    round_name: str
    scheme_name: str
    organisation: str
    made_at: datetime
    winners: tuple[PackWinner, ...]


COLUMNS = tuple(column.name for column in fields(PackWinner))


def safe_cell(text: str) -> str:
    """Make a text inert in a spreadsheet; `plain_cell` gives it back."""
    return f"'{text}" if STARTS_A_FORMULA.match(text) else text


def plain_cell(cell: str) -> str:
    """Return the text that `safe_cell` made inert."""
    return cell[1:] if cell.startswith("'") and STARTS_A_FORMULA.match(cell[1:]) else cell


def moment(instant: datetime) -> str:
    """Write an instant as ISO 8601 with its offset in London."""
    return instant.astimezone(LONDON).isoformat(timespec="seconds")


def file_name(pack: Pack, ending: str) -> str:
    """Name a file after the round, what is in it, and when it was made (London)."""
    made = pack.made_at.astimezone(LONDON)
    plain = re.sub(r"[^\w]+", "-", f"{pack.scheme_name} {pack.round_name}").strip("-").lower()
    return f"{plain}-newsletter-{len(pack.winners)}-winners-{made:%Y-%m-%d-%H%M}.{ending}"


def row(winner: PackWinner) -> dict[str, str | int]:
    """Return one winner by column, as plain text and numbers."""
    values = {column: getattr(winner, column) for column in COLUMNS}
    return {**values, "announced_at": moment(winner.announced_at)}


def csv_file(pack: Pack) -> bytes:
    """Return a CSV file: UTF-8 with BOM, a header row, RFC 4180."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for winner in pack.winners:
        writer.writerow(
            safe_cell(value) if isinstance(value, str) else value for value in row(winner).values()
        )
    return out.getvalue().replace("\x00", "").encode("utf-8-sig", errors="replace")


def json_file(pack: Pack) -> bytes:
    """Return the pack as JSON: the round, and its winners by column."""
    content = {
        "round": {
            "name": pack.round_name,
            "scheme": pack.scheme_name,
            "organisation": pack.organisation,
            "made_at": moment(pack.made_at),
        },
        "winners": [row(winner) for winner in pack.winners],
    }
    return json.dumps(content, ensure_ascii=False, indent=2).encode("utf-8", errors="replace")


def xlsx_file(pack: Pack) -> bytes:
    """Return an Excel workbook: one table with a frozen header; every text stays text."""
    import xlsxwriter

    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    # Quote-prefixed text stays text even when somebody edits the cell or copies it on.
    text = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    sheet = book.add_worksheet("Winners")
    for number, column in enumerate(COLUMNS):
        sheet.set_column(number, number, WIDE.get(column, NARROW))
    for line, winner in enumerate(pack.winners, start=1):
        for number, value in enumerate(row(winner).values()):
            if isinstance(value, str):
                sheet.write_string(line, number, printable(value), text)
            else:
                sheet.write_number(line, number, value)
    headings = [{"header": column} for column in COLUMNS]
    last = max(len(pack.winners), 1)
    sheet.add_table(0, 0, last, len(COLUMNS) - 1, {"columns": headings, "name": "Winners"})
    sheet.freeze_panes(1, 0)
    book.close()
    return out.getvalue()
