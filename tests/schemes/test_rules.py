from datetime import UTC, date, datetime, time, timedelta

import pytest

from recognition.errors import Refused
from recognition.schemes import asking, moments, rules
from recognition.schemes.rules import AWARD, RECOGNISE, Dates

OPENS = datetime(2026, 11, 1, 9, tzinfo=UTC)
CLOSES = datetime(2026, 12, 1, 17, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_times_of_a_round_stand_in_order() -> None:
    judged, news = CLOSES + SECOND, CLOSES + 2 * SECOND
    rules.check_dates(Dates(OPENS, CLOSES, judged, news), lane=AWARD)
    rules.check_dates(Dates(OPENS, CLOSES, CLOSES, CLOSES), lane=AWARD)
    rules.check_dates(Dates(OPENS), lane=RECOGNISE)
    for dates, field in (
        (Dates(OPENS), "closes_at"),
        (Dates(OPENS, OPENS), "closes_at"),
        (Dates(OPENS, CLOSES, CLOSES - SECOND), "judging_ends_at"),
        (Dates(OPENS, CLOSES, news, judged), "announces_at"),
        (Dates(OPENS, CLOSES, None, CLOSES - SECOND), "announces_at"),
    ):
        with pytest.raises(Refused) as refused:
            rules.check_dates(dates, lane=AWARD)
        assert refused.value.field == field


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("17:00", time(17)),
        ("5pm", time(17)),
        ("5 PM", time(17)),
        ("9.30am", time(9, 30)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("midday", time(12)),
        ("00:00", time(0)),
        ("", None),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, read: time | None) -> None:
    assert moments.read_time(typed) == read


@pytest.mark.parametrize("typed", ["24:00", "5", "13pm", "17:60", "soon", "٣:٠٠", "0am"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(Refused, match="like 5pm"):
        moments.read_time(typed)


def test_dates_are_read_from_three_parts() -> None:
    assert moments.read_day(" 14", "03", "2026") == date(2026, 3, 14)
    assert moments.read_day("", "", "") is None
    for parts in (("31", "2", "2026"), ("14", "3", "26"), ("14", "", "2026"), ("٣", "3", "2026")):
        with pytest.raises(Refused, match="14 3 2026"):
            moments.read_day(*parts)


def test_a_copy_a_month_later_ends_on_the_last_day_of_a_shorter_month() -> None:
    assert moments.months_later(datetime(2026, 1, 31, 9), 1) == datetime(2026, 2, 28, 9)  # noqa: DTZ001 -- a wall clock has no zone
    assert moments.months_later(datetime(2026, 12, 1, 17), 12) == datetime(2027, 12, 1, 17)  # noqa: DTZ001 -- a wall clock has no zone


@pytest.mark.parametrize("weight", ["0", "-1", "1e309", "NaN", "101", "", "٣", "1.2.3"])
def test_a_weight_that_is_no_plain_number_is_refused(weight: str) -> None:
    with pytest.raises(Refused, match="weight above 0"):
        asking.read_weight(weight, field="weight")


def test_weights_and_word_limits_are_read() -> None:
    assert asking.read_weight("1,5", field="weight") == 1.5
    assert asking.read_words("", field="words") is None
    assert asking.read_words("400", field="words") == 400
    for odd in ("0", "5001", "٣", "1e3", "-5"):
        with pytest.raises(Refused, match="number of words"):
            asking.read_words(odd, field="words")


@pytest.mark.parametrize(
    ("after_close", "announces", "taken"),
    [
        (timedelta(0), None, True),
        (SECOND, None, True),
        (rules.CARDS_ARE_TYPED, None, True),
        (rules.CARDS_ARE_TYPED + SECOND, None, False),
        (SECOND, CLOSES + 2 * SECOND, True),
        (2 * SECOND, CLOSES + 2 * SECOND, False),
        (OPENS - CLOSES - SECOND, None, False),
    ],
)
def test_cards_are_typed_into_a_round_until_its_news_and_for_sixty_days_at_most(
    after_close: timedelta, announces: datetime | None, taken: bool
) -> None:
    assert taken == rules.takes_cards(
        opens_at=OPENS,
        closes_at=CLOSES,
        ended_at=None,
        announces_at=announces,
        at=CLOSES + after_close,
    )


def test_a_scheme_that_ended_before_the_close_ends_its_round_then() -> None:
    assert rules.last_moment(closes_at=CLOSES, ended_at=OPENS) == OPENS
    assert rules.last_moment(closes_at=CLOSES, ended_at=None) == CLOSES
    assert rules.last_moment(closes_at=None, ended_at=None) is None


def test_whole_numbers_are_read_within_their_bounds() -> None:
    assert rules.read_whole("7", least=1, most=60, field="days") == 7
    assert rules.read_whole("", least=0, most=120, field="grace", empty=0) == 0
    for odd in ("", "0", "61", "+7", " 7", "٧", "7" * 5000):
        with pytest.raises(Refused, match="from 1 to 60") as refused:
            rules.read_whole(odd, least=1, most=60, field="days")
        assert refused.value.field == "days"
