"""Chances by drawing many panels that fit the scores as well as this one does.

Everything in a draw is measured in units of that draw's noise: the order of nominations does not
depend on the unit, and errors so measured have no heavy tail even for a handful of scores.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recognition.panel.scores import Floats, Indexes, Scores
from recognition.panel.severity import Severity
from recognition.panel.standing import RATIOS, Standing, shrinkage

Draws = NDArray[np.float32]

Places = tuple[Indexes, int]
"""Nominations that are ranked among themselves, and how many of them can be chosen."""

BLOCK = 500_000
"""Numbers held at once in one array: some 2 MB, so that a large round stays in the cache."""


@dataclass(frozen=True)
class Chances:
    """Shares of draws in which each nomination (N) is among the first, and standard errors.

    `top` is by true standing, `rerun` by the mean of a fresh panel that reads each nomination as
    often as this one did on average. `item_error` (N) and `judge_error` (J) are in units of the
    range of scores.
    """

    top: Floats
    rerun: Floats
    item_error: Floats
    judge_error: Floats


def chances(
    scores: Scores,
    severity: Severity,
    standing: Standing,
    places: Sequence[Places],
    draws: int,
    seed: int,
) -> Chances:
    """Return what `draws` draws from the posterior say; the same seed gives the same answer."""
    chance = np.random.default_rng(seed)
    size = len(scores.items)
    top, rerun = np.zeros(size), np.zeros(size)
    item_square, judge_square = np.zeros(size), np.zeros(len(scores.judges))
    incidence = scores.incidence.T.astype(np.float32)
    fresh = np.float32(np.sqrt(size / len(scores.points)))
    pulls = shrinkage(scores.reads)
    for ratio, count in _blocks(chance, standing.weights, draws, size):
        noise = np.sqrt(standing.residual[ratio] / chance.chisquare(len(scores.points), count))
        judges = _judges(chance, severity, noise)
        judge_square += ((judges - severity.mean / noise[:, None]) ** 2).sum(axis=0)
        sums = (1 / noise[:, None]).astype(np.float32) * scores.sums.astype(np.float32)
        sums -= judges.astype(np.float32) @ incidence
        drawn = _items(chance, sums, pulls[ratio], RATIOS[ratio], scores.reads)
        expected = np.outer(1 / noise, standing.score).astype(np.float32)
        item_square += ((drawn - expected) ** 2).sum(axis=0)
        _count_first(top, drawn, places)
        drawn += fresh * chance.standard_normal(drawn.shape, dtype=np.float32)
        _count_first(rerun, drawn, places)
    return Chances(
        top=top / draws,
        rerun=rerun / draws,
        item_error=standing.noise * np.sqrt(item_square / draws),
        judge_error=standing.noise * np.sqrt(judge_square / draws),
    )


def _blocks(
    chance: np.random.Generator, weights: Floats, draws: int, size: int
) -> Iterator[tuple[int, int]]:
    """Yield a ratio of spread to noise and for how many draws to use it, a block at a time."""
    most = max(1, BLOCK // size)
    for ratio, count in enumerate(chance.multinomial(draws, weights)):
        for start in range(0, int(count), most):
            yield ratio, min(most, int(count) - start)


def _judges(chance: np.random.Generator, severity: Severity, noise: Floats) -> Floats:
    """Return draws × J: centred severities in units of each draw's noise."""
    ratios = chance.choice(len(severity.weights), size=len(noise), p=severity.weights)
    judges = severity.by_ratio[ratios] / noise[:, None]
    normal = chance.standard_normal(judges.shape)
    judges += normal / np.sqrt(severity.stiffness[ratios]) @ severity.vectors.T
    return np.asarray(judges - judges.mean(axis=1, keepdims=True), dtype=np.float64)


def _items(
    chance: np.random.Generator, sums: Draws, pull: Floats, ratio: float, reads: Floats
) -> Draws:
    """Return draws × N: the true standing of the nominations, given their sums (overwritten)."""
    certainty = float(pull @ reads)
    middle = sums @ (pull / certainty) + chance.standard_normal(len(sums)) / np.sqrt(certainty)
    drawn = chance.standard_normal(sums.shape, dtype=np.float32)
    drawn *= (ratio * np.sqrt(pull)).astype(np.float32)
    sums *= np.float32(ratio**2)
    sums += middle[:, None].astype(np.float32)
    sums *= pull.astype(np.float32)
    drawn += sums
    return drawn


def _count_first(counts: Floats, drawn: Draws, places: Sequence[Places]) -> None:
    """Add to `counts` (N) in how many draws each nomination is among the first of its own."""
    for members, m in places:
        if len(members) == len(counts):
            counts += _among_first(drawn, m)
        else:
            counts[members] += _among_first(drawn[:, members], m)


def _among_first(drawn: Draws, m: int) -> Floats:
    """Return in how many draws (rows) each nomination (N) is among the first m.

    Exactly m are chosen in every draw. Equal nominations are told apart by the draw itself.
    """
    size = drawn.shape[1]
    if m >= size:
        return np.full(size, float(len(drawn)))
    if m == 0:
        return np.zeros(size)
    first = np.argpartition(drawn, size - m, axis=1)[:, size - m :]
    return np.bincount(first.ravel(), minlength=size).astype(np.float64)
