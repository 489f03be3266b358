"""A panel's scores as arrays: checked, sorted and brought to one scale."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Indexes = NDArray[np.intp]

Rating = tuple[str, str, float]
"""Judge, nomination and score."""

LEAST_RANGE = 1e-9
"""A range below this share of the largest score is rounding, not disagreement."""


@dataclass(frozen=True)
class Scores:
    """The n scores of J judges on N nominations, sorted by nomination and then by judge.

    `item` and `judge` (both of shape n) point into `items` and `judges`. `points` (n) has mean 0
    and range 1, or is 0 when every score is the same; `middle + scale * points` gives rubric
    points back.
    """

    items: tuple[str, ...]
    judges: tuple[str, ...]
    item: Indexes
    judge: Indexes
    points: Floats
    middle: float
    scale: float

    @property
    def reads(self) -> Floats:
        """Return how many scores each nomination has, shape N."""
        return np.bincount(self.item, minlength=len(self.items)).astype(np.float64)

    @property
    def sums(self) -> Floats:
        """Return the sum of each nomination's points, shape N."""
        return self._sum(self.points)

    @property
    def incidence(self) -> Floats:
        """Return N × J: 1 where the judge scored the nomination, otherwise 0."""
        table = np.zeros((len(self.items), len(self.judges)))
        table[self.item, self.judge] = 1
        return table

    def of_readers(self, by_judge: Floats) -> Floats:
        """Return the sum of a number of each judge (J) over each nomination's readers (N)."""
        return self._sum(by_judge[self.judge])

    def _sum(self, values: Floats) -> Floats:
        total = np.bincount(self.item, values, minlength=len(self.items))
        return np.asarray(total, dtype=np.float64)


def arrange(ratings: Sequence[Rating]) -> Scores:
    """Return at least one rating as arrays that do not depend on the order of the rows.

    Raises:
        ValueError: a score is not a finite number, or a judge scored a nomination twice.
    """
    rows = sorted((item, judge, float(score)) for judge, item, score in ratings)
    _check(rows)
    items = tuple(sorted({item for item, _, _ in rows}))
    judges = tuple(sorted({judge for _, judge, _ in rows}))
    item_at = {item: at for at, item in enumerate(items)}
    judge_at = {judge: at for at, judge in enumerate(judges)}
    points = np.array([score for _, _, score in rows])
    middle, reach = float(points.mean()), float(np.ptp(points))
    differ = reach > LEAST_RANGE * float(np.abs(points).max())
    return Scores(
        items=items,
        judges=judges,
        item=np.array([item_at[item] for item, _, _ in rows], dtype=np.intp),
        judge=np.array([judge_at[judge] for _, judge, _ in rows], dtype=np.intp),
        points=(points - middle) / reach if differ else np.zeros(len(rows)),
        middle=middle,
        scale=reach if differ else 1.0,
    )


def _check(rows: Sequence[tuple[str, str, float]]) -> None:
    before: tuple[str, str] | None = None
    for item, judge, score in rows:
        if not math.isfinite(score):
            raise ValueError(f"Judge {judge} gave nomination {item} a score that is not a number.")
        if (item, judge) == before:
            raise ValueError(f"Judge {judge} scored nomination {item} twice.")
        before = (item, judge)


def linked(scores: Scores) -> tuple[frozenset[str], ...]:
    """Return the sets of nominations that no judge connects, largest first.

    Two nominations belong together when a chain of shared judges leads from one to the other.
    """
    group = np.arange(len(scores.items), dtype=np.intp)
    while True:
        lowest = np.full(len(scores.judges), len(scores.items), dtype=np.intp)
        np.minimum.at(lowest, scores.judge, group[scores.item])
        joined = group.copy()
        np.minimum.at(joined, scores.item, lowest[scores.judge])
        if np.array_equal(joined, group):
            break
        group = joined
    members: dict[int, set[str]] = {}
    for item, number in zip(scores.items, group.tolist(), strict=True):
        members.setdefault(number, set()).add(item)
    return tuple(sorted(map(frozenset, members.values()), key=lambda some: (-len(some), min(some))))
