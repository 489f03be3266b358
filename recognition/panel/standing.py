"""Where each nomination stands once the judges' severity is taken out.

θ_i ~ N(μ, t²σ²): a nomination with few scores is drawn towards the middle μ, which is estimated by
generalised least squares. The ratio t of true spread to noise is averaged over a grid, weighed by
its marginal likelihood (μ and σ² integrated out) and a log-normal prior around 1.
"""

from dataclasses import dataclass

import numpy as np

from recognition.panel.scores import Floats, Scores
from recognition.panel.severity import LEAST_NOISE, weights_from_logs

RATIOS = np.geomspace(0.1, 8, 25)
TOO_CLOSE = 1e-9
"""Two standings that differ by less than this share of the range differ by rounding only."""


@dataclass(frozen=True)
class Standing:
    """What is known of N nominations, in units of the range of scores, for T ratios.

    `weights` (T) sum to 1; `residual` (T) is the sum of squares that leaves σ² = residual/χ²;
    `score` (N) is the average standing; `noise` and `spread` are the standard deviations of one
    reader's error and of the nominations' true standing; `reliability` is the share of signal in
    the variance of one reader's score.
    """

    weights: Floats
    residual: Floats
    score: Floats
    noise: float
    spread: float
    reliability: float


def shrinkage(reads: Floats) -> Floats:
    """Return T × N: the weight of the middle, 1/(1 + n t²), for nominations with n scores."""
    return np.asarray(1 / (1 + reads * RATIOS[:, None] ** 2), dtype=np.float64)


def place(scores: Scores, severity: Floats) -> Standing:
    """Return the standing of each nomination, given the centred severity of each judge (J)."""
    reads = scores.reads
    left = scores.points - severity[scores.judge]
    sums = scores.sums - scores.of_readers(severity)
    pull = shrinkage(reads)
    certainty = pull @ reads
    middle = pull @ sums / certainty
    within = float(np.sum(left**2) - np.sum(sums**2 / reads))
    residual = within + _between(pull * reads, sums / reads, middle) + LEAST_NOISE**2
    count = len(scores.points)
    weights = weights_from_logs(
        np.log(pull).sum(axis=1) / 2
        - np.log(certainty) / 2
        - count * np.log(residual) / 2
        - np.log(RATIOS) ** 2 / 2
    )
    squared = RATIOS**2
    score = (weights * middle) @ pull + (weights * squared) @ pull * sums
    variance = residual / count
    return Standing(
        weights=weights,
        residual=residual,
        score=_level(score),
        noise=float(np.sqrt(weights @ variance)),
        spread=float(np.sqrt(weights @ (variance * squared))),
        reliability=float(weights @ (squared / (1 + squared))),
    )


def _between(certainty: Floats, means: Floats, middle: Floats) -> Floats:
    """Return, for each ratio (T), the weighed squares of the means (N) around the middle (T)."""
    return np.asarray((certainty * (means - middle[:, None]) ** 2).sum(axis=1), dtype=np.float64)


def _level(values: Floats) -> Floats:
    """Return the values (N) with those that differ by rounding only made equal."""
    order = np.argsort(values, kind="stable")
    rising = values[order]
    starts = np.concatenate(([True], np.diff(rising) > TOO_CLOSE))
    level = np.empty_like(values)
    level[order] = rising[starts][np.cumsum(starts) - 1]
    return level
