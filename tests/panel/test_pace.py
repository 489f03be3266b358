"""How long the rest takes, from one's own pace."""

from datetime import UTC, datetime, timedelta

import pytest

from recognition.panel.pace import minutes_each, minutes_left
from recognition.panel.rules import MINUTES_EACH

START = datetime(2026, 3, 2, 9, tzinfo=UTC)


def after(*minutes: float) -> list[datetime]:
    """Return instants so many minutes after the start."""
    return [START + timedelta(minutes=each) for each in minutes]


def test_the_pace_is_the_median_of_the_gaps_between_sendings() -> None:
    assert minutes_each(after(0, 1, 4, 14)) == 3  # gaps of 1, 3 and 10
    assert minutes_left(12, after(0, 1, 4, 14)) == 36


def test_a_pause_of_a_quarter_of_an_hour_says_nothing_about_the_pace() -> None:
    assert minutes_each(after(0, 3, 6, 9, 24)) == 3
    assert minutes_each(after(0, 3, 6, 9, 23.99, 24 * 60)) == 3
    assert minutes_each(after(0, 15, 30, 45)) == MINUTES_EACH
    assert minutes_each(after(0, 14.9, 29.8, 44.7)) == pytest.approx(14.9)


def test_with_fewer_than_three_gaps_it_is_two_minutes_each() -> None:
    assert minutes_left(12, []) == 24
    assert minutes_left(12, after(0, 9, 18)) == 24
    assert minutes_left(12, after(0, 9, 18, 60, 120)) == 24


def test_the_order_of_sendings_does_not_matter() -> None:
    assert minutes_each(after(14, 0, 4, 1)) == minutes_each(after(0, 1, 4, 14))


def test_part_of_a_minute_counts_as_one_and_nothing_left_takes_none() -> None:
    assert minutes_left(1, after(0, 0.1, 0.2, 0.3)) == 1
    assert minutes_left(0, after(0, 3, 6, 9)) == 0
