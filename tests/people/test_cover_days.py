"""The days of a cover, as plain values."""

from datetime import date, timedelta

import pytest

from recognition.errors import Refused
from recognition.people.covering import check_days, check_not_for_oneself

TODAY = date(2026, 11, 28)


def day(after: int) -> date:
    return TODAY + timedelta(days=after)


@pytest.mark.parametrize(("first", "last"), [(0, 0), (0, 59), (10, 69), (365, 365)])
def test_a_cover_is_for_up_to_sixty_days_from_today_on(first: int, last: int) -> None:
    assert check_days(day(first), day(last), today=TODAY) == (day(first), day(last))


@pytest.mark.parametrize(
    ("first", "last", "field", "reason"),
    [
        (None, 1, "first_day", "Enter the first day"),
        (1, None, "last_day", "Enter the last day"),
        (-1, 1, "first_day", "past"),
        (366, 366, "first_day", "within a year"),
        (2, 1, "last_day", "before the first day"),
        (0, 60, "last_day", "60 days or fewer"),
    ],
)
def test_other_days_are_refused_beside_their_field(
    first: int | None, last: int | None, field: str, reason: str
) -> None:
    typed = [None if after is None else day(after) for after in (first, last)]
    with pytest.raises(Refused, match=reason) as refused:
        check_days(*typed, today=TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(("is_acting", "person"), [(False, 1), (False, 2), (True, 2)])
def test_others_may_be_given_something_and_oneself_while_not_acting(
    is_acting: bool, person: int
) -> None:
    check_not_for_oneself(is_acting=is_acting, actor_id=1, person_id=person)


def test_whoever_acts_for_another_gives_themselves_nothing() -> None:
    with pytest.raises(Refused, match="acting for a colleague"):
        check_not_for_oneself(is_acting=True, actor_id=1, person_id=1)
