"""Reading dates and times as people type them; plain Python without a clock."""

import calendar
import re
from datetime import datetime, time

from recognition.days import read_day
from recognition.errors import Refused
from recognition.words import _

__all__ = ["months_later", "read_day", "read_time"]
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?", re.ASCII | re.IGNORECASE)


def read_time(text: str) -> time | None:
    """Read a time of day such as “17:00”, “5pm”, “9.30am” or “midday”; None when it is empty.

    Raises:
        Refused: it is no time.
    """
    text = text.strip().lower()
    if not text:
        return None
    if text in {"midday", "noon"}:
        return time(12)
    found = _TIME.fullmatch(text)
    if found:
        hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
        if half and 1 <= hour <= 12:
            return _valid(hour % 12 + (12 if half == "pm" else 0), minute)
        if not half and found[2]:
            return _valid(hour, minute)
    raise Refused(_("Enter a time like 5pm or 17:00, or leave it empty."))


def _valid(hour: int, minute: int) -> time:
    if hour > 23 or minute > 59:
        raise Refused(_("Enter a time like 5pm or 17:00, or leave it empty."))
    return time(hour, minute)


def months_later(local: datetime, months: int) -> datetime:
    """Return the same day and time some months later, or the last day of a shorter month.

    A number below zero goes back.
    """
    index = local.year * 12 + local.month - 1 + months
    year, month = divmod(index, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return local.replace(year=year, month=month + 1, day=min(local.day, last), fold=0)
