"""The only place that asks what time it is.

Instants are aware and in UTC everywhere in the house. People type and read Europe/London.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from recognition.errors import Refused
from recognition.words import _, calendar_day

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return this instant, UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the date on a wall calendar in London."""
    return now().astimezone(LONDON).date()


def from_london(day: date, at: time) -> datetime:
    """Turn a date and a time on a London clock into an instant, UTC.

    Raises:
        Refused: the clocks change and that time happens twice or never on that day.
    """
    first = datetime.combine(day, at.replace(fold=0), tzinfo=LONDON)
    second = first.replace(fold=1)
    instant = first.astimezone(UTC)
    if instant.astimezone(LONDON).replace(tzinfo=None) != first.replace(tzinfo=None):
        raise Refused(
            _("The clocks go forward that night and this time does not exist. Choose another time.")
        )
    if second.astimezone(UTC) != instant:
        raise Refused(
            _("The clocks go back that night and this time happens twice. Choose another time.")
        )
    return instant


def end_of_day(day: date) -> datetime:
    """Return the last second of a day in London, 23:59:59, as an instant, UTC."""
    return datetime.combine(day, time(23, 59, 59), tzinfo=LONDON).astimezone(UTC)


def start_of_day(day: date) -> datetime:
    """Return the first instant of a day in London, UTC."""
    return datetime.combine(day, time(), tzinfo=LONDON).astimezone(UTC)


def in_london(instant: datetime) -> datetime:
    """Return an instant as a London clock shows it."""
    return instant.astimezone(LONDON)


def spoken_time(instant: datetime) -> str:
    """Say the time of day as people do: “5pm”, “9:30am”, “midday”, “midnight”."""
    local = in_london(instant)
    if (local.hour, local.minute) == (12, 0):
        return _("midday")
    if (local.hour, local.minute) == (0, 0):
        return _("midnight")
    half = _("am") if local.hour < 12 else _("pm")
    hour = local.hour % 12 or 12
    return f"{hour}:{local.minute:02}{half}" if local.minute else f"{hour}{half}"


def spoken_date(instant: datetime | date) -> str:
    """Say a date as people do: “Tuesday 1 December 2026”, in London."""
    day = in_london(instant) if isinstance(instant, datetime) else instant
    return calendar_day(day)


def spoken(instant: datetime) -> str:
    """Say an instant as people do: “Tuesday 1 December 2026 at 5pm”, in London."""
    return _("%(date)s at %(time)s", date=spoken_date(instant), time=spoken_time(instant))
