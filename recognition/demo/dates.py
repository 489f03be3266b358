"""When things happen in the demonstration, counted from today."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from recognition.clock import end_of_day, from_london, in_london
from recognition.schemes.rules import Dates

MORNING, MIDDAY = time(9), time(12)


@dataclass(frozen=True)
class DemoRound:
    """One round: its name, its times, and when its panel was appointed (UTC)."""

    name: str
    dates: Dates
    panel_meets_at: datetime


@dataclass(frozen=True)
class Calendar:
    """The rounds of “Going the Extra Mile”, and since when “Leading with Compassion” runs.

    The first round was announced six weeks ago, the second is being judged, the third closes in
    two weeks.
    """

    announced: DemoRound
    judged: DemoRound
    open: DemoRound
    always_since: datetime


def calendar(now: datetime) -> Calendar:
    """Return the times for this instant. Rounds are called by the month in which they opened."""
    today = in_london(now).date()
    return Calendar(
        announced=_round(today, opens=-112, closes=-70, judged_by=-49, told=-42),
        judged=_round(today, opens=-49, closes=-7, judged_by=10, told=21),
        open=_round(today, opens=-6, closes=14, judged_by=42, told=56),
        always_since=_at(today, -200, MORNING),
    )


def _round(today: date, *, opens: int, closes: int, judged_by: int, told: int) -> DemoRound:
    opening = today + timedelta(days=opens)
    return DemoRound(
        name=f"{opening:%B %Y}",
        dates=Dates(
            opens_at=_at(today, opens, MORNING),
            closes_at=end_of_day(today + timedelta(days=closes)),
            judging_ends_at=end_of_day(today + timedelta(days=judged_by)),
            announces_at=_at(today, told, MIDDAY),
        ),
        panel_meets_at=_at(today, closes + 1, MORNING),
    )


def _at(today: date, days: int, clock_time: time) -> datetime:
    return from_london(today + timedelta(days=days), clock_time)
