"""The panel's rules, at their boundaries."""

import math
from datetime import UTC, datetime, timedelta

import pytest

from recognition.errors import Conflict, Refused
from recognition.panel import rules
from recognition.panel.rules import Candidate, Judge, why_not

NOBODY = frozenset[int]()
ENDS = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)


def candidate(
    *,
    person_id: int | None = 1,
    team_id: int | None = None,
    nominators: frozenset[int] = NOBODY,
    managers: frozenset[int] = NOBODY,
    declared: frozenset[int] = NOBODY,
) -> Candidate:
    return Candidate(person_id, team_id, nominators, managers, declared)


@pytest.mark.parametrize(
    ("found", "word"),
    [
        (candidate(person_id=9), "nominee"),
        (candidate(nominators=frozenset({3, 9})), "wrote a nomination"),
        (candidate(person_id=None, team_id=4), "nominated team"),
        (candidate(managers=frozenset({9})), "line manager"),
        (candidate(declared=frozenset({9})), "know this person"),
    ],
)
def test_nobody_reads_where_they_have_an_interest(found: Candidate, word: str) -> None:
    reason = why_not(Judge(9, 4), found)
    assert reason is not None
    assert word in reason


def test_a_colleague_of_the_nominee_without_an_interest_may_read() -> None:
    assert why_not(Judge(9, 4), candidate(nominators=frozenset({3}))) is None
    assert why_not(Judge(9, None), candidate(person_id=None, team_id=None)) is None


def test_a_skipped_or_not_applicable_criterion_leaves_the_denominator() -> None:
    weights = {1: 2.0, 2: 1.0, 3: 1.0}
    assert rules.weighted_mean({1: 5, 2: 2, 3: 2}, weights) == pytest.approx(3.5)
    assert rules.weighted_mean({1: 5, 2: None, 3: 2}, weights) == pytest.approx(4.0)
    assert rules.weighted_mean({1: 5}, weights) == 5.0


def test_a_review_that_skips_everything_has_no_mean_and_does_not_count() -> None:
    assert rules.weighted_mean({1: None, 2: None}, {1: 1.0, 2: 1.0}) is None
    assert rules.weighted_mean({}, {1: 1.0}) is None
    assert rules.weighted_mean({1: 3}, {1: 0.0}) is None
    found = rules.totals([4.0, None, 2.0])
    assert (found.reviews, found.total, found.squares, found.mean) == (2, 6.0, 20.0, 3.0)
    assert rules.totals([None]).mean is None


def test_the_same_scores_in_another_order_make_the_same_mean() -> None:
    thirds = [7 / 3, 11 / 3, 4.1]
    assert rules.totals(thirds).mean == rules.totals(reversed(thirds)).mean


def test_spread_is_the_standard_deviation_of_two_or_more_reviews() -> None:
    assert rules.spread(0, 0.0, 0.0) is None
    assert rules.spread(1, 4.0, 16.0) is None
    assert rules.spread(2, 6.0, 20.0) == pytest.approx(math.sqrt(2))
    assert rules.spread(3, 9.9, 3 * 3.3 * 3.3 - 1e-12) == 0.0


@pytest.mark.parametrize(("value", "points"), [("1", 1), ("5", 5), ("na", None)])
def test_points_are_whole_numbers_from_one_to_five_or_do_not_apply(
    value: str, points: int | None
) -> None:
    assert rules.read_points([value]) == points


ODD = ["0", "6", "-0", "-1", "3.0", "NaN", "inf", "1e309", "٣", "3 ", " 3", "03", "+3", "", "²"]


@pytest.mark.parametrize("value", ODD)
def test_points_outside_the_scale_get_a_clear_error(value: str) -> None:
    with pytest.raises(Refused, match="from 1 to 5"):
        rules.read_points([value])


def test_points_given_twice_get_a_clear_error() -> None:
    with pytest.raises(Refused, match="from 1 to 5"):
        rules.read_points(["3", "3"])
    with pytest.raises(Refused, match="from 1 to 10"):
        rules.read_number(["2", "2"])


def test_sending_needs_an_answer_to_every_criterion() -> None:
    rules.check_complete({1: 3, 2: None}, {1: "Act", 2: "Impact"})
    with pytest.raises(Refused, match="“Impact”") as refused:
        rules.check_complete({1: 3}, {1: "Act", 2: "Impact"})
    assert refused.value.field == "points_2"


def test_scores_are_taken_until_the_last_second_of_judging_which_counts_whole() -> None:
    for late in (timedelta(0), timedelta(milliseconds=500), timedelta(milliseconds=999)):
        rules.check_may_score(sent=False, edition=0, seen=0, ends=ENDS, received=ENDS + late)
    rules.check_may_score(sent=False, edition=0, seen=0, ends=None, received=ENDS)
    with pytest.raises(Refused, match="Judging has ended"):
        rules.check_may_score(
            sent=False, edition=0, seen=0, ends=ENDS, received=ENDS + timedelta(seconds=1)
        )


def test_sent_scores_are_locked_and_a_stale_tab_is_noticed() -> None:
    with pytest.raises(Refused, match="have sent your scores"):
        rules.check_may_score(sent=True, edition=2, seen=2, ends=None, received=ENDS)
    with pytest.raises(Conflict, match="another tab"):
        rules.check_may_score(sent=False, edition=2, seen=1, ends=None, received=ENDS)
