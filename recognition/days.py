"""Reading a day as people type it; plain Python without a clock."""

from datetime import date

from recognition.errors import Refused
from recognition.words import _


def read_day(day: str, month: str, year: str) -> date | None:
    """Read a date from its three parts; None when all are empty.

    Raises:
        Refused: there is no such day.
    """
    parts = [part.strip() for part in (day, month, year)]
    if not any(parts):
        return None
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts[2]) != 4:
        raise Refused(_("Enter a date like 14 3 2026."))
    try:
        return date(int(parts[2]), int(parts[1]), int(parts[0]))
    except ValueError as problem:
        raise Refused(_("There is no such day. Enter a date like 14 3 2026.")) from problem
