"""Four ways to make one order out of a panel's scores (judge, nomination, score)."""

import statistics
from collections import defaultdict
from collections.abc import Callable

import numpy as np

from recognition.panel.calibration import calibrate
from recognition.panel.scores import Rating, arrange

Order = dict[str, float]


def raw_mean(ratings: list[Rating]) -> Order:
    given = defaultdict(list)
    for _, item, score in ratings:
        given[item].append(score)
    return {item: statistics.fmean(some) for item, some in given.items()}


def z_score(ratings: list[Rating]) -> Order:
    own = defaultdict(list)
    for judge, _, score in ratings:
        own[judge].append(score)
    middle = {judge: statistics.fmean(some) for judge, some in own.items()}
    spread = {judge: statistics.pstdev(some) or 1.0 for judge, some in own.items()}
    return raw_mean([(j, item, (score - middle[j]) / spread[j]) for j, item, score in ratings])


def least_squares(ratings: list[Rating]) -> Order:
    scores = arrange(ratings)
    seen, reads = scores.incidence, scores.reads
    laplacian = np.diag(seen.sum(axis=0)) - seen.T @ (seen / reads[:, None])
    gaps = seen.T @ (-scores.sums / reads) + np.bincount(scores.judge, scores.points)
    severity = np.linalg.pinv(laplacian, hermitian=True, rcond=1e-9) @ gaps
    standing = (scores.sums - scores.of_readers(severity)) / reads
    return dict(zip(scores.items, standing.tolist(), strict=True))


def fair(ratings: list[Rating]) -> Order:
    return {name: item.score for name, item in calibrate(ratings, 1, draws=1).items.items()}


METHODS: dict[str, Callable[[list[Rating]], Order]] = {
    "raw mean": raw_mean,
    "z-score": z_score,
    "least squares": least_squares,
    "ours": fair,
}
