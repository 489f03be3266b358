"""How strict each judge is, learned only from scores on the same nominations.

y_ij = θ_i + b_j + e with a free level θ_i for every nomination, so that a judge who happened to
read good stories does not look generous. b_j ~ N(0, g²σ²): few scores barely correct a judge.
The ratio g is not fixed but averaged over a grid, each value weighed by its marginal likelihood
(σ² integrated out under the prior 1/σ²) and by a log-normal prior: empirical panels lie near .35.
An additive correction with shrinkage is that of Ge, Welling and Ghahramani (2013).
"""

from dataclasses import dataclass

import numpy as np

from recognition.panel.scores import Floats, Scores

RATIOS = np.geomspace(0.03, 5, 25)
TYPICAL_RATIO = 0.35
LEAST_NOISE = 0.02
"""Noise nobody is below, as a share of the range of scores: it keeps perfect data finite.

It is also far above what rounding can take from a sum of squares, so that none needs a floor.
"""


@dataclass(frozen=True)
class Severity:
    """What is known of J judges, in units of the range of scores, for G ratios.

    `weights` (G) sum to 1. `by_ratio` (G × J) is the severity under each ratio, which sums to 0
    over the judges; `mean` (J) its average: below zero is strict. In units of the noise, the
    errors of `by_ratio` have the covariance V·diag(1/`stiffness`)·V′, with `stiffness` (G × J) and
    V the `vectors` (J × J).
    """

    weights: Floats
    by_ratio: Floats
    mean: Floats
    stiffness: Floats
    vectors: Floats


def weights_from_logs(logs: Floats) -> Floats:
    """Return weights that sum to 1 and are proportional to exp(logs), of the same shape."""
    weights = np.exp(logs - logs.max())
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def learn(scores: Scores) -> Severity:
    """Return the severity of each judge from at least one score."""
    reads, sums = scores.reads, scores.sums
    incidence = scores.incidence
    shared = incidence.T @ (incidence / reads[:, None])
    laplacian = np.diag(incidence.sum(axis=0)) - shared
    gaps = np.bincount(scores.judge, scores.points) - incidence.T @ (sums / reads)
    within = float(np.sum(scores.points**2) - np.sum(sums**2 / reads))

    values, vectors = np.linalg.eigh(laplacian)
    stiffness = values + RATIOS[:, None] ** -2
    turned = vectors.T @ gaps
    by_ratio = (turned / stiffness) @ vectors.T
    residual = within - by_ratio @ gaps + LEAST_NOISE**2
    freedom = len(scores.points) - len(scores.items) + 1
    weights = weights_from_logs(
        -np.log1p(RATIOS[:, None] ** 2 * values).sum(axis=1) / 2
        - freedom * np.log(residual) / 2
        - np.log(RATIOS / TYPICAL_RATIO) ** 2 / 2
    )
    return Severity(weights, by_ratio, weights @ by_ratio, stiffness, vectors)
