"""What a round asks of a panel, in numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.panel.workload import Workload, workload


def test_people_needed_is_all_reviews_shared_by_what_one_can_read() -> None:
    assert workload(600, 2, 12) == Workload(
        reviews=1200, least=100, most=100, enough=False, people_needed=30, minutes=None
    )
    assert workload(600, 2, 30).enough
    assert not workload(600, 2, 29).enough
    assert workload(601, 2, 30).people_needed == 31


def test_an_uneven_share_differs_by_one() -> None:
    load = workload(100, 3, 7)
    assert (load.least, load.most) == (42, 43)
    one_over = workload(7, 1, 3)
    assert (one_over.least, one_over.most) == (2, 3)


def test_minutes_are_those_of_the_panellist_with_most() -> None:
    assert workload(10, 2, 3, minutes_each=4.5).minutes == 7 * 4.5
    assert workload(10, 2, 3).minutes is None


def test_a_panel_smaller_than_the_readers_of_one_nomination_is_not_enough() -> None:
    load = workload(5, 3, 2)
    assert (load.least, load.most, load.enough, load.people_needed) == (5, 5, False, 3)


def test_nobody_reads_nothing() -> None:
    load = workload(5, 3, 0, minutes_each=6)
    assert (load.least, load.most, load.enough, load.minutes) == (0, 0, False, 0)


def test_no_nominations_need_nobody() -> None:
    load = workload(0, 3, 0)
    assert (load.reviews, load.enough, load.people_needed) == (0, True, 0)


@pytest.mark.parametrize(
    ("nominations", "readers_each", "panellists", "capacity", "minutes_each"),
    [(-1, 2, 3, 40, None), (1, -2, 3, 40, None), (1, 2, -3, 40, None), (1, 2, 3, 40, -1.0)],
)
def test_negative_numbers_are_refused(
    nominations: int,
    readers_each: int,
    panellists: int,
    capacity: int,
    minutes_each: float | None,
) -> None:
    with pytest.raises(ValueError, match="start at 0"):
        workload(nominations, readers_each, panellists, capacity, minutes_each)


def test_a_capacity_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        workload(1, 2, 3, capacity=0)


@given(st.integers(0, 200), st.integers(0, 5), st.integers(1, 30), st.integers(1, 50))
def test_it_is_enough_exactly_when_everyone_gets_readers_within_capacity(
    nominations: int, readers_each: int, panellists: int, capacity: int
) -> None:
    load = workload(nominations, readers_each, panellists, capacity)
    readers_there = nominations == 0 or readers_each <= panellists
    assert load.enough == (readers_there and load.most <= capacity)
    assert workload(nominations, readers_each, load.people_needed, capacity).enough
    if load.people_needed:
        assert not workload(nominations, readers_each, load.people_needed - 1, capacity).enough
