"""What is known of a link after each look."""

from datetime import UTC, date, datetime, timedelta

import pytest

from recognition.resources.link_health import (
    AGAIN_WHEN_WELL,
    KEPT_OUT,
    MISSING,
    NO_ANSWER,
    NOT_LOOKED,
    REACHED,
    Health,
    Look,
    after,
)

START = datetime(2026, 11, 2, 9, tzinfo=UTC)


def looked(*looks: tuple[int, str], health: Health | None = None) -> Health:
    """Look on these days after the start, with these outcomes."""
    known = health or Health()
    for days, outcome in looks:
        at = START + timedelta(days=days)
        known = after(known, Look(outcome), at=at, day=at.date())
    return known


@pytest.mark.parametrize("outcome", [MISSING, NO_ANSWER])
def test_a_link_is_broken_only_after_three_days_without_reaching_it(outcome: str) -> None:
    assert not looked((0, outcome), (1, outcome)).is_broken
    assert looked((0, outcome), (1, outcome), (2, outcome)).is_broken


def test_three_looks_on_one_day_count_once() -> None:
    health = looked((0, MISSING), (0, MISSING), (0, NO_ANSWER))
    assert (health.misses, health.is_broken) == (1, False)


@pytest.mark.parametrize("outcome", [REACHED, KEPT_OUT, NOT_LOOKED])
def test_one_answer_in_between_starts_the_count_again(outcome: str) -> None:
    health = looked((0, MISSING), (1, MISSING), (2, outcome), (3, MISSING), (4, MISSING))
    assert (health.misses, health.is_broken) == (2, False)
    assert health.missing_since == START + timedelta(days=3)


def test_it_says_since_when_it_was_not_reached_and_when_it_last_was() -> None:
    health = looked((0, REACHED), (7, MISSING), (8, NO_ANSWER), (9, MISSING))
    assert health.reached_at == START
    assert health.missing_since == START + timedelta(days=7)
    assert health.missed_on == date(2026, 11, 11)


def test_what_does_not_answer_is_looked_at_less_and_less_often() -> None:
    health, waits, days = Health(), [], 0
    for _look in range(6):
        health = looked((days, NO_ANSWER), health=health)
        assert health.next_at is not None
        waits.append((health.next_at - START).days - days)
        days += waits[-1]
    assert waits == [1, 1, 3, 7, 7, 7]


def test_what_is_well_is_looked_at_again_in_a_week() -> None:
    assert looked((0, REACHED)).next_at == START + AGAIN_WHEN_WELL
