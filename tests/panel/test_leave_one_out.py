"""The first m side by side: who enters and who leaves, and ties stay ties."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pytest

from recognition.panel.layout import Rating
from recognition.panel.leave_one_out import side_by_side

# raw means: w 4.5, x 4, y 3.5, z 2. Judge C alone lifts x above y.
RATINGS: list[Rating] = [
    ("A", "w", 4.0),
    ("B", "w", 5.0),
    ("A", "x", 3.0),
    ("C", "x", 5.0),
    ("A", "y", 3.5),
    ("B", "y", 3.5),
    ("B", "z", 2.0),
]


def means(ratings: Sequence[Rating]) -> Mapping[str, float]:
    items = {item for _, item, _ in ratings}
    return {i: float(np.mean([s for _, item, s in ratings if item == i])) for i in items}


def test_raw_leads_with_the_best_mean_first() -> None:
    raw = side_by_side(RATINGS, 2, means).raw
    assert (raw.way, raw.without) == ("raw", None)
    assert raw.inside == ("w", "x")
    assert raw.tied == raw.enters == raw.leaves == ()


def test_leaving_out_a_judge_shows_who_enters_and_who_leaves() -> None:
    found = side_by_side(RATINGS, 2, means)
    assert [first.without for first in found.without] == ["A", "B", "C"]
    assert {first.way for first in found.without} == {"without"}
    without_a, without_b, without_c = found.without
    assert without_c.inside == ("w", "y")
    assert without_c.enters == ("y",)
    assert without_c.leaves == ("x",)
    assert set(without_a.inside) == {"w", "x"}
    assert without_a.enters == without_a.leaves == ()
    assert set(without_b.inside) == {"w", "x"}


def test_whom_nobody_else_read_is_not_placed() -> None:
    everybody, without_b = (
        side_by_side(RATINGS, 4, means).raw,
        side_by_side(RATINGS, 4, means).without[1],
    )
    assert "z" in everybody.inside
    assert without_b.leaves == ("z",)
    assert len(without_b.inside) == 3


def test_adjusted_scores_come_from_the_caller() -> None:
    seen = []

    def order_by(ratings: Sequence[Rating]) -> Mapping[str, float]:
        seen.append(list(ratings))
        return {"w": 1.0, "x": 2.0, "y": 3.0}

    adjusted = side_by_side(RATINGS, 2, order_by).adjusted
    assert seen == [RATINGS]
    assert adjusted.way == "adjusted"
    assert adjusted.inside == ("y", "x")
    assert (adjusted.enters, adjusted.leaves) == (("y",), ("w",))


def test_a_tie_at_the_cut_stays_a_tie() -> None:
    ratings = [("A", "a", 5.0), ("A", "b", 4.0), ("A", "c", 4.0), ("A", "d", 3.0)]
    raw = side_by_side(ratings, 2, means).raw
    assert raw.inside == ("a",)
    assert raw.tied == ("b", "c")


def test_a_tie_above_or_below_the_cut_is_no_matter() -> None:
    ratings = [("A", "a", 5.0), ("A", "b", 5.0), ("A", "c", 4.0), ("A", "d", 4.0)]
    raw = side_by_side(ratings, 2, means).raw
    assert (raw.inside, raw.tied) == (("a", "b"), ())


def test_equal_means_tie_whatever_their_scores_were_added_from() -> None:
    ratings = [("A", "x", 1.1), ("B", "x", 1.2), ("C", "x", 1.3)]
    ratings += [("A", "y", 1.3), ("B", "y", 1.1), ("C", "y", 1.2)]
    adjusted = side_by_side(ratings, 1, lambda _: {"x": 0.1 + 0.2, "y": 0.3}).adjusted
    assert side_by_side(ratings, 1, means).raw.tied == ("x", "y")
    assert adjusted.tied == ("x", "y")


def test_who_only_tied_does_not_enter_and_may_leave() -> None:
    ratings = [("A", "a", 4.0), ("A", "b", 4.0), ("B", "b", 4.0)]
    found = side_by_side(ratings, 1, lambda _: {"a": 1.0, "b": 2.0})
    assert found.raw.tied == ("a", "b")
    assert found.adjusted.inside == ("b",)
    assert found.adjusted.enters == ()
    assert found.adjusted.leaves == ("a",)


@pytest.mark.parametrize(("m", "inside"), [(0, 0), (4, 4), (9, 4)])
def test_places_for_nobody_and_for_everybody(m: int, inside: int) -> None:
    raw = side_by_side(RATINGS, m, means).raw
    assert len(raw.inside) == inside
    assert raw.tied == ()


def test_no_ratings_place_nobody() -> None:
    found = side_by_side([], 3, means)
    assert found.raw.inside == found.adjusted.inside == found.without == ()


def test_row_order_does_not_matter() -> None:
    assert side_by_side(RATINGS[::-1], 2, means) == side_by_side(RATINGS, 2, means)


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="places"):
        side_by_side(RATINGS, -1, means)
    with pytest.raises(ValueError, match="finite"):
        side_by_side([("A", "x", math.nan)], 1, means)
    with pytest.raises(ValueError, match="twice"):
        side_by_side([("A", "x", 1.0), ("A", "x", 2.0)], 1, means)


def test_leaving_out_is_the_same_as_never_having_scored() -> None:
    chance = np.random.default_rng(4)
    ratings = [
        (f"J{judge}", f"N{item:02}", float(chance.integers(1, 6)))
        for item in range(40)
        for judge in chance.choice(8, 3, replace=False)
    ]
    for first in side_by_side(ratings, 10, means).without:
        rest = [rating for rating in ratings if rating[0] != first.without]
        raw = side_by_side(rest, 10, means).raw
        assert (first.inside, first.tied) == (raw.inside, raw.tied)
