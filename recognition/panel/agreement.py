"""How far judges agree: Krippendorff's alpha for interval data."""

from collections.abc import Sequence

import numpy as np

from recognition.panel.layout import Rating, lay_out


def krippendorff_alpha(ratings: Sequence[Rating]) -> float | None:
    """Return alpha: 1 for full agreement, 0 for no more than chance, below 0 for less.

    Krippendorff, *Content Analysis* (4th edition, 2018), chapter 12: one less the disagreement
    observed within nominations over the disagreement expected by chance, (a − b)² being the
    difference of two scores. For m_u scores in nomination u, n in all, the mean square over pairs
    comes down to sums of squares about means: observed 2/n · Σ_u m_u SS_u / (m_u − 1), expected
    2 SS / (n − 1). A nomination with one score has no pair and leaves.

    Args:
        ratings: judge, item and score; not everybody needs to score everything.

    Returns:
        Alpha, or None without pairs or where all scores that have one are equal.

    Raises:
        ValueError: a score is not finite, or a judge scored an item twice.
    """
    layout = lay_out(ratings)
    if layout.score.size:
        layout = layout.only(layout.readers()[layout.item] > 1)
    score, n = layout.score, layout.score.size
    if n == 0 or np.ptp(score) == 0:
        return None
    readers = layout.readers()
    means = np.bincount(layout.item, score, len(layout.items)) / np.maximum(readers, 1)
    number = readers[layout.item]
    within = (number / (number - 1) * (score - means[layout.item]) ** 2).sum()
    overall = ((score - score.mean()) ** 2).sum()
    return float(1 - (n - 1) / n * within / overall)
