"""The staff directory as a CSV file that can be taken in again; plain Python."""

import csv
import io
from collections.abc import Iterable

from recognition.cells import safe_cell
from recognition.people.directory_columns import FIELDS

EXAMPLE = (
    ("sam.lee@example.org", "Sam Lee", "Ward manager", "Nursing", "7", "Ward 7", "North", "", ""),
    (
        "asha.patel@example.org", "Asha Patel", "Nurse", "Nursing", "5", "Ward 7", "North",
        "sam.lee@example.org", "Nights",
    ),
)  # fmt: skip
"""Nobody real: how a file may look."""


def write(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Return rows of texts, in the order of `directory_columns.FIELDS`, as UTF-8 with a BOM.

    The BOM is what makes spreadsheets read the letters right.
    """
    out = io.StringIO(newline="")
    sheet = csv.writer(out)
    sheet.writerow(FIELDS)
    sheet.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
