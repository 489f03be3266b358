"""Krippendorff's alpha against his own example, by hand and by its definition."""

import math
from itertools import permutations

import numpy as np
import pytest

from recognition.panel.agreement import krippendorff_alpha
from recognition.panel.layout import Rating

# Krippendorff, “Computing Krippendorff's Alpha-Reliability” (2011), part C: four observers, twelve
# units, a dot for what is missing. He gives 0.849 for interval data.
PUBLISHED = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}


def published() -> list[Rating]:
    return [
        (judge, f"unit {unit}", float(value))
        for judge, row in PUBLISHED.items()
        for unit, value in enumerate(row.split())
        if value != "."
    ]


def test_the_published_example_comes_out() -> None:
    assert krippendorff_alpha(published()) == pytest.approx(0.849, abs=5e-4)


def test_a_small_case_comes_out_as_by_hand() -> None:
    # within: 2·(½² + ½²) = 1; mean 2.5, overall: 2.25 + .25 + .25 + 2.25 = 5; 1 − ¾ · 1·2 / 5
    ratings = [("A", "x", 1.0), ("B", "x", 2.0), ("A", "y", 3.0), ("B", "y", 4.0)]
    assert krippendorff_alpha(ratings) == pytest.approx(0.7)


def test_alpha_is_its_definition_over_pairs() -> None:
    chance = np.random.default_rng(1)
    ratings = [
        (judge, f"N{item}", float(chance.integers(1, 6)))
        for item in range(15)
        for judge in "ABCDE"[: chance.integers(2, 6)]
    ]
    units: dict[str, list[float]] = {}
    for _, item, score in ratings:
        units.setdefault(item, []).append(score)
    values = [score for _, _, score in ratings]
    n = len(values)
    observed = sum(
        sum((a - b) ** 2 for a, b in permutations(unit, 2)) / (len(unit) - 1)
        for unit in units.values()
    )
    expected = sum((a - b) ** 2 for a, b in permutations(values, 2)) / (n - 1)
    assert krippendorff_alpha(ratings) == pytest.approx(1 - observed / expected)


def test_readers_of_one_mind_agree_fully() -> None:
    ratings = [(judge, f"N{i}", float(i)) for judge in "ABC" for i in range(1, 6)]
    assert krippendorff_alpha(ratings) == 1


def test_readers_who_contradict_each_other_agree_less_than_by_chance() -> None:
    ratings = [("A", "x", 1.0), ("B", "x", 5.0), ("A", "y", 5.0), ("B", "y", 1.0)]
    alpha = krippendorff_alpha(ratings)
    assert alpha is not None
    assert alpha < 0


def test_a_nomination_with_one_score_leaves() -> None:
    assert krippendorff_alpha([*published(), ("A", "alone", 9.0)]) == krippendorff_alpha(
        published()
    )


def test_scale_and_row_order_do_not_matter() -> None:
    other = [(judge, item, 10 - 3 * score) for judge, item, score in reversed(published())]
    assert krippendorff_alpha(other) == pytest.approx(krippendorff_alpha(published()))


@pytest.mark.parametrize(
    "ratings",
    [
        [],
        [("A", "x", 3.0)],
        [("A", "x", 3.0), ("A", "y", 4.0)],
        [(judge, item, 0.1) for judge in "ABC" for item in "xyz"],
    ],
    ids=["nothing", "one score", "no pairs", "constant"],
)
def test_where_alpha_has_no_meaning_there_is_none(ratings: list[Rating]) -> None:
    assert krippendorff_alpha(ratings) is None


def test_what_makes_no_sense_is_refused() -> None:
    with pytest.raises(ValueError, match="finite"):
        krippendorff_alpha([("A", "x", math.nan), ("B", "x", 1.0)])
    with pytest.raises(ValueError, match="twice"):
        krippendorff_alpha([("A", "x", 2.0), ("A", "x", 1.0)])
