"""Whether two lists of numbers rise together: ranks, correlation, slope, and chance."""

from dataclasses import dataclass

import numpy as np

from recognition.panel.layout import Floats
from recognition.panel.tails import student_t_above

NEARLY_CONSTANT = 1e-18


@dataclass(frozen=True)
class Association:
    """A least-squares line of y on x.

    Attributes:
        slope: of y for one more of x.
        correlation: Pearson's; of ranks it is Spearman's.
        tail: one-sided p of a slope this steep by chance, from t = r √((n − 2)/(1 − r²)) with
            n − 2 degrees of freedom; for ranks a good approximation from some ten values on.
    """

    slope: float
    correlation: float
    tail: float


def association(x: Floats, y: Floats) -> Association | None:
    """Return how y goes with x, both shape (n,); None where one is constant or n is under 3."""
    if x.size < 3:
        return None
    x, y = x - x.mean(), y - y.mean()
    xx, yy, xy = float(x @ x), float(y @ y), float(x @ y)
    if min(xx, yy) <= NEARLY_CONSTANT:
        return None
    r = min(max(xy / float(np.sqrt(xx * yy)), -1.0), 1.0)
    t = abs(r) * float(np.sqrt((x.size - 2) / (1 - r * r))) if abs(r) < 1 else float("inf")
    return Association(xy / xx, r, student_t_above(t, x.size - 2))


def mid_ranks(values: Floats) -> Floats:
    """Return ranks from 1, equal values sharing the middle of theirs, shape (n,)."""
    _, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    return np.asarray((np.cumsum(counts) - (counts - 1) / 2)[which])
