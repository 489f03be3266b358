"""What is asked about a round: its name, its four times on a London clock, and its grace."""

from datetime import datetime, time
from typing import Any

from wtforms import FormField, StringField

from recognition import clock
from recognition.errors import Refused
from recognition.forms import Form
from recognition.schemes.forms import Row
from recognition.schemes.moments import months_later, read_day, read_time
from recognition.schemes.queries import RoundCard
from recognition.schemes.rules import MOST_GRACE_MINUTES, Dates, read_whole
from recognition.words import _, later

END_OF_DAY = time(23, 59, 59)
ENDS = {"closes_at", "judging_ends_at"}  # a day without a time means its end, not its beginning


class MomentRow(Row):
    """A date, and a time that may be left out."""

    day = StringField(later("Day"))
    month = StringField(later("Month"))
    year = StringField(later("Year"))
    time = StringField(later("Time"))

    def instant(self, *, ends: bool) -> datetime | None:
        """Return what was typed as an instant, UTC; None when all is empty.

        Args:
            ends: a date without a time means 23:59:59 in London; else 00:00.

        Raises:
            Refused: there is no such day or time, or the clocks change then.
        """
        day = read_day(self.day.data or "", self.month.data or "", self.year.data or "")
        at = read_time(self.time.data or "")
        if day is None:
            if at is not None:
                raise Refused(_("Enter the day as well, like 14 3 2026."))
            return None
        if at is None:
            return clock.end_of_day(day) if ends else clock.from_london(day, time(0))
        return clock.from_london(day, at)


class RoundForm(Form):
    """A round."""

    name = StringField(later("Name"))
    opens_at = FormField(MomentRow)
    closes_at = FormField(MomentRow)
    judging_ends_at = FormField(MomentRow)
    announces_at = FormField(MomentRow)
    grace_minutes = StringField(later("Minutes of grace"))

    def grace(self) -> int:
        """Return the minutes of grace; none where nothing was typed.

        Raises:
            Refused: they are no number from 0 to `MOST_GRACE_MINUTES`.
        """
        return read_whole(
            self.grace_minutes.data or "",
            least=0,
            most=MOST_GRACE_MINUTES,
            field="grace_minutes",
            empty=0,
        )

    def dates(self, *, judged: bool) -> Dates:
        """Return the times that were typed; judging and announcement only where it is `judged`.

        Raises:
            Refused: one of them cannot be read; names its field.
        """
        opens_at = self._instant("opens_at")
        if opens_at is None:
            raise Refused(_("Enter the day on which nominations open."), field="opens_at")
        return Dates(
            opens_at,
            self._instant("closes_at"),
            self._instant("judging_ends_at") if judged else None,
            self._instant("announces_at") if judged else None,
        )

    def _instant(self, name: str) -> datetime | None:
        try:
            found: datetime | None = self[name].form.instant(ends=name in ENDS)
        except Refused as refused:
            raise Refused(refused.reason, field=name) from refused
        return found


def values_of(card: RoundCard, *, months: int = 0, name: str | None = None) -> dict[str, Any]:
    """Return what a form starts with: the round's times, or those some months later."""
    times = {
        "opens_at": card.opens_at,
        "closes_at": card.closes_at,
        "judging_ends_at": card.judging_ends_at,
        "announces_at": card.announces_at,
    }
    return {
        "name": card.name if name is None else name,
        "grace_minutes": str(card.grace_minutes) if card.grace_minutes else "",
        **{field: _parts(field, instant, months) for field, instant in times.items()},
    }


def _parts(field: str, instant: datetime | None, months: int) -> dict[str, str]:
    if instant is None:
        return {}
    local = months_later(clock.in_london(instant), months)
    silent = END_OF_DAY if field in ENDS else time(0)
    at = local.time().replace(microsecond=0)
    return {
        "day": str(local.day),
        "month": str(local.month),
        "year": str(local.year),
        "time": "" if at == silent else f"{at:%H:%M}",
    }
