"""Longer stories that score higher are told from chance."""

import math

import numpy as np
import pytest

from recognition.panel.layout import Rating
from recognition.panel.length_effect import length_effect


def stories(
    lengths: list[int], scores: list[float], readers: str = "AB"
) -> tuple[dict[str, int], list[Rating]]:
    words = {f"N{number:03}": length for number, length in enumerate(lengths)}
    ratings = [
        (judge, item, score) for item, score in zip(words, scores, strict=True) for judge in readers
    ]
    return words, ratings


def test_a_small_case_comes_out_as_by_hand() -> None:
    # ranks 1 2 3 4 5 against 2 1 4 3 5: Σd² = 4, 1 − 6·4/(5·24) = 0.8
    # slope: Σxy / Σxx = 800 / 100,000 points a word about the means
    effect = length_effect(*stories([100, 200, 300, 400, 500], [2.0, 1.0, 4.0, 3.0, 5.0]))
    assert effect is not None
    assert effect.correlation == pytest.approx(0.8)
    assert effect.points == pytest.approx(0.8)
    assert effect.n == 5
    # t = 0.8 √(3 / 0.36) = 2.309 on 3 degrees of freedom: 0.104 in two tails
    assert effect.p == pytest.approx(0.104, abs=5e-4)
    assert not effect.beyond_chance


def test_ties_share_their_ranks() -> None:
    # ranks 1.5 1.5 3 against 1 2 3: covariance 1.5, variances 1.5 and 2
    effect = length_effect(*stories([100, 100, 900], [1.0, 2.0, 3.0]))
    assert effect is not None
    assert effect.correlation == pytest.approx(1.5 / math.sqrt(3))


@pytest.mark.parametrize(("n", "beyond"), [(19, False), (20, True)])
def test_fewer_than_twenty_nominations_say_nothing(*, n: int, beyond: bool) -> None:
    effect = length_effect(*stories([*range(n)], [1 + place / n for place in range(n)]))
    assert effect is not None
    assert effect.correlation == 1
    assert effect.beyond_chance is beyond


def test_shorter_stories_that_score_higher_are_beyond_chance_too() -> None:
    effect = length_effect(*stories([*range(30)], [5 - place / 10 for place in range(30)]))
    assert effect is not None
    assert effect.correlation == -1
    assert effect.points == pytest.approx(-10)
    assert effect.beyond_chance


def test_length_without_an_effect_is_rarely_called_one() -> None:
    chance = np.random.default_rng(3)
    rounds = 500
    called, small = 0, 0
    for _ in range(rounds):
        lengths = [int(length) for length in chance.integers(50, 400, 25)]
        effect = length_effect(*stories(lengths, [float(x) for x in chance.normal(3, 1, 25)], "A"))
        assert effect is not None
        called += effect.beyond_chance
        small += effect.p < 0.1
    assert called / rounds <= 0.025
    assert 0.06 <= small / rounds <= 0.14


def test_the_raw_mean_counts_not_the_number_of_readers() -> None:
    words, ratings = stories([10, 20, 30, 40], [1.0, 3.0, 2.0, 4.0])
    more = [*ratings, ("C", "N000", 1.0), ("D", "N000", 1.0)]
    assert length_effect(words, more) == length_effect(words, ratings)


def test_equal_means_tie_whatever_their_scores_were_added_from() -> None:
    words = {"x": 10, "y": 20, "z": 30}
    ratings = [
        *[(judge, "x", score) for judge, score in zip("ABC", (0.1, 0.2, 0.3), strict=True)],
        *[(judge, "y", score) for judge, score in zip("ABC", (0.3, 0.2, 0.1), strict=True)],
        *[(judge, "z", 1.0) for judge in "ABC"],
    ]
    effect = length_effect(words, ratings)
    assert effect is not None
    assert effect.correlation == pytest.approx(1.5 / math.sqrt(3))


def test_what_has_no_length_or_no_score_does_not_count() -> None:
    words, ratings = stories([10, 20, 30, 40], [1.0, 3.0, 2.0, 4.0])
    before = length_effect(words, ratings)
    assert length_effect({**words, "unread": 9}, [*ratings, ("A", "unmeasured", 5.0)]) == before


@pytest.mark.parametrize(
    ("lengths", "scores"),
    [([], []), ([5, 9], [1.0, 2.0]), ([7, 7, 7], [1.0, 2.0, 3.0]), ([1, 2, 3], [0.1, 0.1, 0.1])],
    ids=["nothing", "two", "one length", "one score"],
)
def test_where_nothing_can_be_told_there_is_no_effect(
    lengths: list[int], scores: list[float]
) -> None:
    assert length_effect(*stories(lengths, scores)) is None
