"""Severity, standing and chances are those of the model, worked out in another way.

Here the model is written down as dense matrices, without any of the short cuts of the code: `y` are
all scores, `m` and `z` say for each of them who it is about and who gave it. σ² has the prior of
one score whose squared error is .02² of the range.
"""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from recognition.panel import drawing
from recognition.panel.calibration import Calibration, calibrate
from recognition.panel.drawing import chances
from recognition.panel.scores import Scores, arrange, linked
from recognition.panel.severity import Severity, learn
from recognition.panel.standing import Standing, place

Array = NDArray[np.float64]

JUDGES, ITEMS, WANTED = 4, 9, 3
LEAST = 0.02**2
STRICTNESS = np.geomspace(0.03, 5, 25)
SPREADS = np.geomspace(0.1, 8, 25)
DRAWS = 100_000
SEEDS = (1, 2, 3)


@dataclass
class Dense:
    """A small panel with strong judges and one to three scores for each nomination."""

    scores: Scores
    y: Array
    m: Array
    z: Array


def dense(seed: int) -> Dense:
    chance = np.random.default_rng(seed)
    strict = chance.normal(0, 1, JUDGES)
    ratings = [
        (f"J{judge}", f"N{item}", float(3 + strict[judge] + chance.normal(0, 1.2)))
        for item in range(ITEMS)
        for judge in {(item + step) % JUDGES for step in range(1 + item % 3)}
    ]
    scores = arrange(ratings)
    return Dense(scores, scores.points, np.eye(ITEMS)[scores.item], np.eye(JUDGES)[scores.judge])


def weights(logs: list[float]) -> Array:
    found = np.exp(np.array(logs) - max(logs))
    return np.asarray(found / found.sum())


def log_det(matrix: Array) -> float:
    return float(np.linalg.slogdet(matrix)[1])


@pytest.mark.parametrize("seed", SEEDS)
def test_severity_is_learnt_from_what_is_left_within_nominations(seed: int) -> None:
    panel = dense(seed)
    within = np.linalg.svd(panel.m.T)[2][ITEMS:]  # no nomination's level is seen in these
    y, z = within @ panel.y, within @ panel.z
    logs, means, errors = [], [], []
    for g in STRICTNESS:
        inverse = np.linalg.inv(np.eye(len(y)) + g**2 * z @ z.T)
        squares = float(y @ inverse @ y) + LEAST
        prior = -(np.log(g / 0.35) ** 2) / 2
        logs.append(log_det(inverse) / 2 - (len(y) + 1) / 2 * np.log(squares) + prior)
        means.append(g**2 * z.T @ inverse @ y)
        errors.append(g**2 * np.eye(JUDGES) - g**4 * z.T @ inverse @ z)
    found = learn(panel.scores)
    assert found.weights == pytest.approx(weights(logs), abs=1e-9)
    assert found.by_ratio == pytest.approx(np.array(means), abs=1e-9)
    assert found.mean == pytest.approx(weights(logs) @ np.array(means), abs=1e-9)
    assert found.mean.sum() == pytest.approx(0, abs=1e-9)
    inside = found.vectors @ (found.vectors.T / found.stiffness[:, :, None])
    assert inside == pytest.approx(np.array(errors), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_standing_is_learnt_from_what_severity_leaves(seed: int) -> None:
    panel = dense(seed)
    severity = np.array([0.3, -0.2, 0.1, -0.2])
    left, ones = panel.y - severity[panel.scores.judge], np.ones(len(panel.y))
    logs, residuals, means = [], [], []
    for t in SPREADS:
        inverse = np.linalg.inv(np.eye(len(left)) + t**2 * panel.m @ panel.m.T)
        certainty = float(ones @ inverse @ ones)
        middle = float(ones @ inverse @ left) / certainty
        squares = float((left - middle) @ inverse @ (left - middle)) + LEAST
        prior = -(np.log(t) ** 2) / 2
        flat = -np.log(certainty) / 2
        logs.append(log_det(inverse) / 2 + flat - len(left) / 2 * np.log(squares) + prior)
        residuals.append(squares)
        means.append(middle + t**2 * panel.m.T @ inverse @ (left - middle))
    weighed, variance = weights(logs), np.array(residuals) / len(left)
    found = place(panel.scores, severity)
    assert found.weights == pytest.approx(weighed, abs=1e-9)
    assert found.residual == pytest.approx(np.array(residuals), abs=1e-9)
    assert found.score == pytest.approx(weighed @ np.array(means), abs=1e-8)
    assert found.noise**2 == pytest.approx(weighed @ variance)
    assert found.spread**2 == pytest.approx(weighed @ (variance * SPREADS**2))
    assert found.reliability == pytest.approx(weighed @ (SPREADS**2 / (1 + SPREADS**2)))


def drawn(
    panel: Dense, severity: Severity, standing: Standing, chance: np.random.Generator
) -> tuple[Array, Array, Array]:
    """Return draws of standings (draws × N) and severities (draws × J), and of the noise."""
    spread = chance.choice(len(SPREADS), DRAWS, p=standing.weights)
    strict = chance.choice(len(STRICTNESS), DRAWS, p=severity.weights)
    noise = np.sqrt(standing.residual[spread] / chance.chisquare(len(panel.y), DRAWS))
    within = np.eye(len(panel.y)) - panel.m @ np.linalg.pinv(panel.m)
    judges, items = np.empty((DRAWS, JUDGES)), np.empty((DRAWS, ITEMS))
    for at, g in enumerate(STRICTNESS):
        mine = strict == at
        inside = np.linalg.inv(panel.z.T @ within @ panel.z + np.eye(JUDGES) / g**2)
        errors = chance.multivariate_normal(np.zeros(JUDGES), inside, mine.sum())
        judges[mine] = inside @ panel.z.T @ within @ panel.y + noise[mine, None] * errors
    judges -= judges.mean(axis=1, keepdims=True)
    for at, t in enumerate(SPREADS):
        mine = spread == at
        level = np.eye(ITEMS) - 1 / ITEMS  # nothing is known of the middle beforehand
        inside = np.linalg.inv(panel.m.T @ panel.m + level / t**2)
        left = panel.y - judges[mine] @ panel.z.T
        errors = chance.multivariate_normal(np.zeros(ITEMS), inside, mine.sum())
        items[mine] = left @ panel.m @ inside + noise[mine, None] * errors
    return items, judges, noise


def first(items: Array, wanted: int) -> Array:
    """Return how often each is among the first."""
    places = np.argsort(np.argsort(-items, axis=1), axis=1)
    return np.asarray((places < wanted).mean(axis=0))


@pytest.mark.parametrize("seed", SEEDS)
def test_chances_are_those_of_draws_from_the_model(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "BLOCK", 2_000 * ITEMS)  # so that a ratio has several blocks
    panel, chance = dense(seed), np.random.default_rng(seed)
    severity = learn(panel.scores)
    standing = place(panel.scores, severity.mean)
    items, judges, noise = drawn(panel, severity, standing, chance)
    again = items + noise[:, None] * chance.normal(0, (ITEMS / len(panel.y)) ** 0.5, items.shape)
    one, rest = np.array([0, 3, 4]), np.array([1, 2, 5, 6, 7, 8])
    everybody = chances(panel.scores, severity, standing, [(np.arange(ITEMS), WANTED)], DRAWS, seed)
    apart = chances(panel.scores, severity, standing, [(one, 1), (rest, 2)], DRAWS, seed)
    assert everybody.top == pytest.approx(first(items, WANTED), abs=0.012)
    assert everybody.rerun == pytest.approx(first(again, WANTED), abs=0.012)
    assert apart.top[one] == pytest.approx(first(items[:, one], 1), abs=0.012)
    assert apart.rerun[rest] == pytest.approx(first(again[:, rest], 2), abs=0.012)
    for found, draws, mean in (
        (everybody.item_error, items, standing.score),
        (everybody.judge_error, judges, severity.mean),
    ):
        off = (((draws - mean) / noise[:, None]) ** 2).mean(axis=0)
        assert found == pytest.approx(standing.noise * np.sqrt(off), rel=0.03)


def test_chances_in_groups_add_up_to_what_each_may_choose() -> None:
    panel = dense(1)
    ratings = [
        (panel.scores.judges[judge], panel.scores.items[item], float(points))
        for judge, item, points in zip(
            panel.scores.judge, panel.scores.item, panel.scores.points, strict=True
        )
    ]
    small, large = ["N0", "N3", "nobody scored"], ["N1", "N2", "N4", "N5", "N6"]
    found = calibrate(ratings, 0, groups=[(small, 5), (large, 2)]).items
    assert [found[name].p_top for name in ("N0", "N3")] == [1, 1]
    assert sum(found[name].p_top for name in large) == pytest.approx(2)
    assert sum(found[name].p_rerun for name in large) == pytest.approx(2)
    assert [found[name].p_top for name in ("N7", "N8")] == [0, 0]


def test_nothing_at_all_comes_to_nothing() -> None:
    assert calibrate([], 3) == Calibration({}, {}, 0.0, 0.0, 0.0, (), ())


def test_a_range_that_is_rounding_only_is_no_disagreement() -> None:
    for low, high, differ in ((1e9, 1e9 + 0.5, False), (1e9, 1e9 + 2, True), (4, 4, False)):
        found = arrange([("J", "a", low), ("J", "b", high)])
        assert found.scale == (high - low if differ else 1)
        assert np.ptp(found.points) == (1 if differ else 0)


def test_sets_that_no_judge_connects_come_largest_first_and_then_by_name() -> None:
    pairs = [("J1", "a"), ("J2", "b"), ("J2", "c"), ("J3", "c"), ("J3", "d"), ("J4", "e")]
    found = linked(arrange([(judge, item, 3) for judge, item in pairs]))
    assert found == (frozenset("bcd"), frozenset("a"), frozenset("e"))
