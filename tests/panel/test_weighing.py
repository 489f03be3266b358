"""One number for each judge and nomination."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recognition.panel.weighing import Sheet, weigh

WEIGHTS = {"care": 2.0, "courage": 1.0, "reach": 1.0}
points = st.fixed_dictionaries(dict.fromkeys(WEIGHTS, st.integers(1, 5).map(float)))


@given(st.lists(points, min_size=1, max_size=6))
def test_a_complete_sheet_gets_its_weighted_mean(given_points: list[dict[str, float]]) -> None:
    sheets: list[Sheet] = [("A", f"N{at}", row) for at, row in enumerate(given_points)]
    for (judge, item, score), row in zip(weigh(sheets, WEIGHTS), given_points, strict=True):
        assert (judge, item[0]) == ("A", "N")
        assert score == pytest.approx((2 * row["care"] + row["courage"] + row["reach"]) / 4)


def test_a_missing_harsh_criterion_is_no_advantage() -> None:
    sheets: list[Sheet] = [
        ("A", "x", {"care": 4, "courage": 4, "reach": 1}),
        ("A", "y", {"care": 4, "courage": 4, "reach": None}),
        ("B", "x", {"care": 4, "courage": 4, "reach": 1}),
    ]
    full, missing, _ = (score for _, _, score in weigh(sheets, WEIGHTS))
    assert missing == pytest.approx(full) == pytest.approx(3.25)


def test_what_is_above_the_mean_is_spread_over_the_missing() -> None:
    sheets: list[Sheet] = [
        ("A", "x", {"care": 3, "courage": 3, "reach": 2}),
        ("A", "y", {"care": 5, "courage": 3}),
    ]
    # means 4, 3 and 2, weighted 3.25; the second sheet is (2·1 + 1·0) / 3 above them
    assert weigh(sheets, WEIGHTS)[1][2] == pytest.approx(3.25 + 2 / 3)


def test_a_sheet_with_under_half_the_weight_is_left_out() -> None:
    whole = {"care": 3.0, "courage": 3.0, "reach": 3.0}
    sheets: list[Sheet] = [
        ("A", "half", {"courage": 5, "reach": 5}),
        ("A", "under", {"reach": 5}),
        ("A", "empty", {}),
        ("A", "none", dict.fromkeys(WEIGHTS)),
        ("A", "whole", whole),
    ]
    assert [item for _, item, _ in weigh(sheets, WEIGHTS)] == ["half", "whole"]


def test_a_criterion_that_nobody_scored_counts_for_nothing_but_the_half() -> None:
    sheets: list[Sheet] = [("A", "x", {"care": 4, "reach": 1}), ("B", "x", {"reach": 2})]
    assert weigh(sheets, WEIGHTS) == [("A", "x", pytest.approx((2 * 4 + 1.5) / 3 - 0.5 / 3))]


def test_only_the_proportions_of_weights_matter() -> None:
    sheets: list[Sheet] = [("A", "x", {"care": 4, "courage": 2}), ("B", "x", {"care": 1})]
    tenfold = {name: 10 * weight for name, weight in WEIGHTS.items()}
    assert [score for _, _, score in weigh(sheets, tenfold)] == pytest.approx(
        [score for _, _, score in weigh(sheets, WEIGHTS)]
    )


def test_a_criterion_without_weight_changes_nothing() -> None:
    weights = {"care": 1.0, "note": 0.0}
    sheets: list[Sheet] = [("A", "x", {"care": 4, "note": 1}), ("A", "y", {"note": 5})]
    assert weigh(sheets, weights) == [("A", "x", 4.0)]
    assert weigh([("A", "y", {"note": 5})], weights) == []


def test_nothing_gives_nothing() -> None:
    assert weigh([], WEIGHTS) == []


@pytest.mark.parametrize("value", [math.nan, math.inf])
def test_points_that_are_not_a_number_are_refused(value: float) -> None:
    with pytest.raises(ValueError, match="Judge A gave nomination x points that are not a number"):
        weigh([("A", "x", {"care": value})], WEIGHTS)


def test_a_second_sheet_for_the_same_nomination_is_refused() -> None:
    with pytest.raises(ValueError, match="Judge A scored nomination x twice"):
        weigh([("A", "x", {"care": 1}), ("A", "x", {"care": 2})], WEIGHTS)


def test_points_for_an_unknown_criterion_are_refused() -> None:
    with pytest.raises(ValueError, match="Criterion charm has no weight"):
        weigh([("A", "x", {"charm": 1})], WEIGHTS)


@pytest.mark.parametrize("weights", [{}, {"care": 0.0}, {"care": -1.0}, {"care": math.nan}])
def test_weights_that_cannot_weigh_are_refused(weights: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="weight"):
        weigh([], weights)
