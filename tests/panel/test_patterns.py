"""What stands out does so by the stated rule: each limit, size and expectation worked out again."""

import statistics
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from recognition.panel.association import association, mid_ranks
from recognition.panel.flags import flags
from recognition.panel.judge_patterns import all_the_same, drift, reversed_scale
from recognition.panel.layout import Layout, Rating, lay_out
from recognition.panel.odd_scores import TAIL, odd_scores
from recognition.panel.tails import chi_square_below, student_t_beyond
from recognition.panel.two_way import TwoWayFit, fit_two_way

Array = NDArray[np.float64]


def uneven(seed: int) -> list[Rating]:
    """Return a panel of 5 judges with one to three scores for each of 15 nominations."""
    chance = np.random.default_rng(seed)
    return [
        (f"J{judge}", f"N{item:02}", float(chance.normal(3, 1)))
        for item in range(15)
        for judge in chance.permutation(5)[: 1 + item % 3]
    ]


def dummies(layout: Layout) -> Array:
    """Return a column for each nomination and each judge."""
    return np.hstack([np.eye(len(layout.items))[layout.item], np.eye(5)[layout.judge]])


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_fit_is_that_of_a_regression_on_nominations_and_judges(seed: int) -> None:
    layout = lay_out(uneven(seed))
    x, y = dummies(layout), layout.score
    fit = fit_two_way(layout)
    rank = np.linalg.matrix_rank(x)
    left = y - x @ np.linalg.lstsq(x, y)[0]
    assert fit.df == len(y) - rank
    assert fit.noise == pytest.approx(np.sqrt(left @ left / fit.df))
    alone = 0
    for place in range(len(y)):
        rest = np.arange(len(y)) != place
        if np.linalg.matrix_rank(x[rest]) < rank:
            alone += 1
            assert np.isnan(fit.gap[place])
            continue
        beta = np.linalg.lstsq(x[rest], y[rest])[0]
        off = y[rest] - x[rest] @ beta
        variance = off @ off / (len(off) - rank)
        spread = 1 + x[place] @ np.linalg.pinv(x[rest].T @ x[rest]) @ x[place]
        assert fit.gap[place] == pytest.approx(y[place] - x[place] @ beta)
        assert fit.t[place] == pytest.approx(fit.gap[place] / np.sqrt(variance * spread))
    assert alone >= 5


def test_a_part_of_a_panel_is_fitted_as_if_it_were_all() -> None:
    layout = lay_out([*uneven(4), ("J9", "N99", 3.0)])
    part = fit_two_way(layout.only(layout.judge < 5))
    whole = fit_two_way(lay_out(uneven(4)))
    assert part.severity == pytest.approx([*whole.severity, 0])
    assert part.gap == pytest.approx(whole.gap, nan_ok=True)
    assert part.df == whole.df


def test_without_noise_the_least_that_is_taken_for_noise_decides() -> None:
    ratings = [(f"J{j}", f"N{i}", float(i + j / 4)) for j in range(3) for i in range(5)]
    ratings[7] = (*ratings[7][:2], ratings[7][2] + 0.3)  # J1 on N2
    layout = lay_out(ratings)
    fit = fit_two_way(layout)
    place = next(
        n for n in range(15) if layout.judge[n] == 1 and layout.items[layout.item[n]] == "N2"
    )
    least = 0.02 * float(np.ptp(layout.score))
    room = (1 - 1 / 3) * (1 - 1 / 5)  # of a complete design
    assert fit.gap[place] == pytest.approx(0.3)
    assert fit.t[place] == pytest.approx(0.3 * np.sqrt(room) / least)


def test_of_no_scores_there_is_nothing_to_fit() -> None:
    fit = fit_two_way(lay_out([]))
    assert [fit.severity.shape, fit.gap.shape, fit.t.shape] == [(0,)] * 3
    assert np.isnan(fit.noise)
    assert fit.df == 0


def a_fit(layout: Layout, *, df: int = 20, noise: float = 0.5, **more: Array) -> TwoWayFit:
    nothing = np.zeros(len(layout.score))
    severity = more.get("severity", np.zeros(len(layout.judges)))
    return TwoWayFit(severity, more.get("gap", nothing), more.get("t", nothing), noise, df)


@pytest.mark.parametrize("df", [2, 3, 10])
def test_a_score_is_odd_beyond_the_tail_of_students_t(df: int) -> None:
    layout = lay_out([(judge, item, 3.0) for judge in "ABC" for item in ("N1", "N2")])
    limit = student_t_beyond(TAIL, df - 1)
    for share, found in ((0.999, []), (1.001, ["N1"])):
        t = np.zeros(6)
        t[0] = -limit * share
        named = odd_scores(layout, a_fit(layout, df=df, t=t, gap=t))
        assert [odd.item for odd in named] == found
    assert list(odd_scores(layout, a_fit(layout, df=1, t=np.full(6, 99.0)))) == []


def steep(n: int, tail: float, sign: int = 1) -> tuple[Array, Array]:
    """Return 1 … n and as many values that rise with it, by chance with this tail."""
    t = student_t_beyond(tail, n - 2)
    r = sign * t / np.sqrt(t * t + n - 2)
    x = np.arange(1.0, n + 1)
    along = (x - x.mean()) / np.linalg.norm(x - x.mean())
    other = np.cos(3 * x)
    other -= other.mean() + along * (along @ other)
    return x, r * along + np.sqrt(1 - r * r) * other / np.linalg.norm(other)


@pytest.mark.parametrize(("tail", "scale", "told"), [(0.0024, 9, True), (0.0026, 9, False)])
def test_a_drift_is_told_where_chance_would_show_one_in_two_hundred(
    tail: float, scale: float, told: bool
) -> None:
    x, gap = steep(8, tail)
    layout = lay_out([("A", f"N{n}", 3.0) for n in range(8)])
    found = drift(layout, a_fit(layout, gap=gap * scale), 0, x)
    assert (found is not None) is told
    slope = float(np.polyfit(x, gap * scale, 1)[0])
    if found:
        assert (found.size, found.scores) == (pytest.approx(slope * 7), 8)
        # a steady move of less than half a point is not worth a question
        small = a_fit(layout, gap=gap * scale * 0.49 / (slope * 7))
        assert drift(layout, small, 0, x) is None
        assert drift(layout.only(x < 8), a_fit(layout.only(x < 8), gap=gap[:7]), 0, x[:7]) is None


@pytest.mark.parametrize(("tail", "told"), [(0.0095, True), (0.0105, False)])
def test_a_scale_is_reversed_where_chance_would_show_one_in_a_hundred(
    tail: float, told: bool
) -> None:
    x, own = steep(15, tail, -1)
    severity = np.array([0.0, 0.5, -0.5])
    # B and C read what A reads, by severities of their own; B alone reads the last five
    ratings = [("A", f"N{n:02}", own[n]) for n in range(15)]
    ratings += [("B", f"N{n:02}", x[n] + 0.5) for n in range(15)]
    ratings += [("C", f"N{n:02}", x[n] - 0.5) for n in range(10)]
    layout = lay_out(ratings)
    found = reversed_scale(layout, a_fit(layout, severity=severity), 0)
    assert (found is not None) is told
    if found:
        assert found.size == pytest.approx(np.corrcoef(x, own)[0, 1])
        assert found.scores == 15


def expected_variance(layout: Layout, severity: Array, noise: float) -> tuple[float, float]:
    """Return what the others' own scores, and what other readers of A's nominations, lead to."""
    squares, df = 0.0, 0
    for judge in range(1, len(layout.judges)):
        given = layout.score[layout.judge == judge]
        if given.size:
            squares += float(((given - given.mean()) ** 2).sum())
            df += given.size - 1
    means, shares = [], []
    for item in layout.item[layout.judge == 0]:
        mine = (layout.item == item) & (layout.judge != 0)
        means.append(float((layout.score[mine] - severity[layout.judge[mine]]).mean()))
        shares.append(1 / mine.sum())
    between = statistics.variance(means) - noise**2 * statistics.fmean(shares)
    return squares / df, max(between, 0) + noise**2


@pytest.mark.parametrize("alike", [False, True], ids=["others vary less", "items vary less"])
@pytest.mark.parametrize(("below", "told"), [(0.00095, True), (0.00105, False)])
def test_scores_are_all_the_same_where_chance_would_show_one_in_a_thousand(
    alike: bool, below: float, told: bool
) -> None:
    chance, severity, noise = np.random.default_rng(5), np.array([0, 0.4, -0.3, 0, 0.0]), 0.5
    ratings: list[Rating] = []
    for n in range(20):
        level = 3 + (0.3 if alike or n >= 10 else 2.5) * chance.normal()
        readers = ("A", "B", "C")[: 2 + n % 2] if n < 10 else ("B", "C", "D")
        wide = 3 if alike and n >= 10 else 1
        ratings += [(j, f"N{n:02}", float(level + wide * chance.normal())) for j in readers]
    ratings.append(("E", "N00", 5.0))  # with one score, nothing is known of how E's differ
    layout = lay_out(ratings)
    own = layout.judge == 0
    others, items = expected_variance(layout, severity, noise)
    assert (items < others) is alike
    limit = quantile(lambda x: chi_square_below(x, 9), below)
    mine = layout.score[own] - layout.score[own].mean()
    layout.score[own] = 3 + mine * np.sqrt(limit * min(others, items) / (mine @ mine))
    found = all_the_same(layout, a_fit(layout, severity=severity, noise=noise), 0)
    assert (found is not None) is told
    if found:
        assert found.size == pytest.approx(statistics.stdev(layout.score[own].tolist()))
        assert found.scores == 10


def quantile(below: Callable[[float], float], share: float) -> float:
    low, high = 0.0, 100.0
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < share else (low, middle)
    return low


def test_a_flag_tells_the_scores_and_the_size_it_is_about() -> None:
    fair = np.tile([1.0, 3.0, 5.0, 2.0, 4.0], 4)
    ratings = [(judge, f"N{i:02}", float(fair[i])) for judge in "ABC" for i in range(20)]
    same = [3.0] * 15 + [3.5]
    found = flags([*ratings, *(("Z", f"N{i:02}", score) for i, score in enumerate(same))])
    flag = next(flag for flag in found if flag.kind == "all the same")
    assert flag.size == pytest.approx(statistics.stdev(same))
    assert "gave 16 nominations" in flag.text
    assert "from 3.0 to 3.5" in flag.text
    turned = flags([*ratings, *(("Z", f"N{i:02}", 6 - float(fair[i])) for i in range(15))])
    flag = next(flag for flag in turned if flag.kind == "reversed")
    assert flag.size == pytest.approx(-1)
    assert "over 15 nominations" in flag.text


def test_the_largest_surprise_comes_first() -> None:
    chance = np.random.default_rng(6)
    level = chance.normal(3, 0.5, 40)
    ratings = [
        (judge, f"N{i:02}", float(level[i] + chance.normal(0, 0.1)))
        for judge in "ABCD"
        for i in range(40)
    ]
    shifts = {("A", "N05"): 1.0, ("B", "N20"): -2.5, ("C", "N30"): 1.7}
    found = flags([(j, item, score + shifts.get((j, item), 0)) for j, item, score in ratings])
    odd = [(flag.judge, flag.item) for flag in found if flag.kind == "odd score"]
    assert odd[:3] == [("B", "N20"), ("C", "N30"), ("A", "N05")]


def test_equal_values_share_the_middle_of_their_ranks() -> None:
    assert mid_ranks(np.array([3.0, 1, 3, 2, 3, 2])).tolist() == [5, 1, 5, 2.5, 5, 2.5]


def test_what_does_not_vary_goes_with_nothing() -> None:
    line = np.array([1.0, 2, 3])
    assert association(line, np.full(3, 0.1)) is None
    assert association(line[:2], line[:2]) is None
    found = association(line, -2 * line)
    assert found is not None
    assert (found.slope, found.correlation, found.tail) == (-2, -1, 0)
