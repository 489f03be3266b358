"""People type and read London; the house keeps UTC."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from recognition import clock
from recognition.errors import Refused


@pytest.mark.parametrize(
    ("day", "instant"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 23, 59, 59, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 22, 59, 59, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 23, 59, 59, tzinfo=UTC)),
    ],
)
def test_a_day_ends_with_its_last_second_in_london_on_both_sides_of_a_clock_change(
    day: date, instant: datetime
) -> None:
    assert clock.end_of_day(day) == instant
    assert clock.in_london(instant).time() == time(23, 59, 59)
    assert clock.in_london(instant + timedelta(seconds=1)).date() == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "at", "instant"),
    [
        (date(2026, 3, 29), time(0, 59), datetime(2026, 3, 29, 0, 59, tzinfo=UTC)),
        (date(2026, 3, 29), time(2, 0), datetime(2026, 3, 29, 1, 0, tzinfo=UTC)),
        (date(2026, 10, 25), time(0, 59), datetime(2026, 10, 24, 23, 59, tzinfo=UTC)),
        (date(2026, 10, 25), time(2, 0), datetime(2026, 10, 25, 2, 0, tzinfo=UTC)),
        (date(2026, 7, 1), time(17, 0), datetime(2026, 7, 1, 16, 0, tzinfo=UTC)),
    ],
)
def test_a_time_typed_is_a_time_in_london(day: date, at: time, instant: datetime) -> None:
    assert clock.from_london(day, at) == instant
    assert clock.in_london(instant).replace(tzinfo=None) == datetime.combine(day, at)


@pytest.mark.parametrize("at", [time(1, 0), time(1, 30), time(1, 59, 59)])
def test_a_time_that_does_not_exist_is_refused(at: time) -> None:
    with pytest.raises(Refused, match="does not exist"):
        clock.from_london(date(2026, 3, 29), at)


@pytest.mark.parametrize("at", [time(1, 0), time(1, 30), time(1, 59, 59)])
def test_a_time_that_happens_twice_is_refused(at: time) -> None:
    with pytest.raises(Refused, match="happens twice"):
        clock.from_london(date(2026, 10, 25), at)


@pytest.mark.parametrize(
    ("instant", "said"),
    [
        (datetime(2026, 12, 1, 17, 0, tzinfo=UTC), "Tuesday 1 December 2026 at 5pm"),
        (datetime(2026, 7, 1, 8, 30, tzinfo=UTC), "Wednesday 1 July 2026 at 9:30am"),
        (datetime(2026, 7, 1, 11, 0, tzinfo=UTC), "Wednesday 1 July 2026 at midday"),
        (datetime(2026, 6, 30, 23, 0, tzinfo=UTC), "Wednesday 1 July 2026 at midnight"),
        (datetime(2026, 1, 1, 0, 5, tzinfo=UTC), "Thursday 1 January 2026 at 12:05am"),
    ],
)
def test_an_instant_is_said_as_people_in_london_say_it(instant: datetime, said: str) -> None:
    assert clock.spoken(instant) == said


def test_the_day_turns_at_midnight_in_london() -> None:
    with time_machine.travel("2026-06-30T23:30:00Z", tick=False):
        assert clock.today() == date(2026, 7, 1)
        assert clock.now() == datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
