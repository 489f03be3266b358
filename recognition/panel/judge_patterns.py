"""Patterns over all the scores of one judge: all the same, reversed, drifting."""

from dataclasses import dataclass

import numpy as np

from recognition.panel.association import association, mid_ranks
from recognition.panel.layout import Floats, Layout, Marks
from recognition.panel.tails import chi_square_below
from recognition.panel.two_way import TwoWayFit

LEAST_FOR_SPREAD = 8
LEAST_FOR_REVERSAL = 15
LEAST_FOR_DRIFT = 8
SAME_BELOW, REVERSED_BELOW, DRIFT_BELOW = 0.001, 0.01, 0.005
LEAST_DRIFT = 0.5  # points


@dataclass(frozen=True)
class Pattern:
    """How strong it is, in the unit that its function names, and from how many scores."""

    size: float
    scores: int


def all_the_same(layout: Layout, fit: TwoWayFit, judge: int) -> Pattern | None:
    """Find scores that differ less than these nominations do; the size is their deviation, points.

    The sum of squares about the judge's own mean, over the variance to be expected, is chi-square.
    Expected is the smaller of two: what the panel's other judges show among their own scores, and
    what other readers show on this judge's nominations. Somebody who was given nominations that
    are alike is not to blame for it.
    """
    own = layout.judge == judge
    score = layout.score[own]
    if score.size < LEAST_FOR_SPREAD:
        return None
    expected = min(_spread_of_others(layout, own), _spread_of_items(layout, fit, own))
    squares = float(((score - score.mean()) ** 2).sum())
    if not expected > 0 or chi_square_below(squares / expected, score.size - 1) >= SAME_BELOW:
        return None
    return Pattern(float(np.sqrt(squares / (score.size - 1))), score.size)


def reversed_scale(layout: Layout, fit: TwoWayFit, judge: int) -> Pattern | None:
    """Find scores that fall where the other readers' rise; the size is the correlation."""
    own = layout.judge == judge
    others = _others_mean(layout, fit)[own]
    known = ~np.isnan(others)
    if known.sum() < LEAST_FOR_REVERSAL:
        return None
    line = association(others[known], layout.score[own][known])
    if line is None or line.correlation >= 0 or line.tail >= REVERSED_BELOW:
        return None
    return Pattern(line.correlation, int(known.sum()))


def drift(layout: Layout, fit: TwoWayFit, judge: int, order: Floats) -> Pattern | None:
    """Find a standard that moved while reading; the size is the move from first to last, points.

    Args:
        layout: the scores.
        fit: their two-way fit.
        judge: place of the judge.
        order: when each score was given, shape (n,), NaN where unknown. Only the sequence counts:
            a night between two sittings is no reading.
    """
    known = (layout.judge == judge) & ~np.isnan(order) & ~np.isnan(fit.gap)
    if known.sum() < LEAST_FOR_DRIFT:
        return None
    sequence = mid_ranks(order[known])
    line = association(sequence, fit.gap[known])
    if line is None or 2 * line.tail >= DRIFT_BELOW:
        return None
    size = line.slope * float(np.ptp(sequence))
    return Pattern(size, int(known.sum())) if abs(size) >= LEAST_DRIFT else None


def _others_mean(layout: Layout, fit: TwoWayFit) -> Floats:
    """Return, for each score, the mean of its item's other scores less severity; NaN if alone."""
    adjusted = layout.score - fit.severity[layout.judge]
    others = layout.readers()[layout.item] - 1
    total = np.bincount(layout.item, adjusted, len(layout.items))[layout.item] - adjusted
    return np.where(others > 0, total / np.maximum(others, 1), np.nan)


def _spread_of_others(layout: Layout, own: Marks) -> float:
    """Return the variance of a score within each of the other judges, pooled, points squared."""
    rest = layout.only(~own)
    counts = np.bincount(rest.judge, minlength=len(layout.judges))
    means = np.bincount(rest.judge, rest.score, len(layout.judges)) / np.maximum(counts, 1)
    df = int((counts[counts > 0] - 1).sum())
    return float(((rest.score - means[rest.judge]) ** 2).sum()) / df if df else 0.0


def _spread_of_items(layout: Layout, fit: TwoWayFit, own: Marks) -> float:
    """Return the variance to be expected of one score on this judge's items, points squared.

    The variance of the other readers' means, in which the noise is divided by their number,
    with the noise of a single score in its stead.
    """
    others = _others_mean(layout, fit)[own]
    known = ~np.isnan(others)
    if known.sum() < LEAST_FOR_SPREAD:
        return np.inf
    shares = 1 / (layout.readers()[layout.item[own]][known] - 1)
    quality = max(float(others[known].var(ddof=1)) - fit.noise**2 * float(shares.mean()), 0.0)
    return quality + fit.noise**2
