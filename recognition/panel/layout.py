"""Who scored what, as arrays: the two-way layout of judges and nominations."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Rating = tuple[str, str, float]
"""Judge, item and score in rubric points."""

Floats = NDArray[np.float64]
Places = NDArray[np.intp]
Marks = NDArray[np.bool_]


@dataclass(frozen=True)
class Layout:
    """Scores sorted by judge and then item, so that the order of rows cannot matter.

    `judges` and `items` are sorted labels; `judge`, `item` (places in those) and `score` hold one
    entry for each of the n scores.
    """

    judges: tuple[str, ...]
    items: tuple[str, ...]
    judge: Places
    item: Places
    score: Floats

    def readers(self) -> Places:
        """Return the number of scores of each item."""
        return np.bincount(self.item, minlength=len(self.items))

    def only(self, kept: Marks) -> "Layout":
        """Return the scores marked in `kept`, shape (n,); judges and items keep their places."""
        return Layout(self.judges, self.items, self.judge[kept], self.item[kept], self.score[kept])


def lay_out(ratings: Sequence[Rating]) -> Layout:
    """Sort the ratings into arrays.

    Raises:
        ValueError: a score is not finite, or a judge scored an item twice.
    """
    rows = sorted(ratings)
    judges = tuple(sorted({judge for judge, _, _ in rows}))
    items = tuple(sorted({item for _, item, _ in rows}))
    judge_place = {label: place for place, label in enumerate(judges)}
    item_place = {label: place for place, label in enumerate(items)}
    score = np.array([score for _, _, score in rows], dtype=np.float64)
    if not np.isfinite(score).all():
        raise ValueError("every score must be a finite number")
    if len({(judge, item) for judge, item, _ in rows}) < len(rows):
        raise ValueError("a judge scored an item twice")
    return Layout(
        judges,
        items,
        np.array([judge_place[judge] for judge, _, _ in rows], dtype=np.intp),
        np.array([item_place[item] for _, item, _ in rows], dtype=np.intp),
        score,
    )
