"""The two-way fit: how far each score is from what its nomination and its judge lead to expect.

Score of judge j on nomination i = quality_i + severity_j + noise, by least squares. With n_i scores
on nomination i, M the incidence of nominations and judges, S and T the sums by nomination and by
judge: K = diag(M′1) − M′diag(1/n)M and severity = K⁺(T − M′(S/n)), the reduced normal equations
of a block design (John and Williams, *Cyclic and Computer Generated Designs*, 1995, chapter 1).
Leverage and leave-one-out residuals follow Belsley, Kuh and Welsch, *Regression Diagnostics*
(1980), section 2.1.
"""

from dataclasses import dataclass

import numpy as np

from recognition.panel.layout import Floats, Layout

NEARLY_ZERO = 1e-9
LEAST_NOISE = 0.02
"""The noise is never taken for less than this part of the range of the scores."""


@dataclass(frozen=True)
class TwoWayFit:
    """What the fit says; `gap` and `t` are NaN where nobody is left to compare with.

    Attributes:
        severity: points by judge, shape (J,); 0 on average in each set of linked judges.
        gap: points by score, shape (n,): the score less what all other scores predict for it.
        t: the gap in its standard errors, shape (n,); Student's t with `df` − 1 degrees of freedom.
        noise: standard deviation of one score, in points; NaN without degrees of freedom.
        df: degrees of freedom of the noise.
    """

    severity: Floats
    gap: Floats
    t: Floats
    noise: float
    df: int


def fit_two_way(layout: Layout) -> TwoWayFit:
    """Fit nominations and judges to the scores."""
    judges, items = len(layout.judges), len(layout.items)
    if not layout.score.size:
        nothing = np.zeros(0)
        return TwoWayFit(np.zeros(judges), nothing, nothing, np.nan, 0)
    readers = np.maximum(layout.readers(), 1)
    share = np.zeros((items, judges))
    share[layout.item, layout.judge] = 1 / readers[layout.item]
    centred = layout.score - _item_means(layout, layout.score, readers)
    own = np.bincount(layout.judge, minlength=judges).astype(np.float64)
    pull = np.bincount(layout.judge, centred, judges)
    inverse, rank = _inverse(np.diag(own) - (share * readers[:, np.newaxis]).T @ share)
    severity = inverse @ pull
    adjusted = layout.score - severity[layout.judge]
    residual = adjusted - _item_means(layout, adjusted, readers)
    room = 1 - _leverage(layout, share, inverse, readers)
    room[room < NEARLY_ZERO] = np.nan
    df = layout.score.size - np.unique(layout.item).size - rank
    floor = LEAST_NOISE * float(np.ptp(layout.score))
    squares = float(residual @ residual)
    return TwoWayFit(
        severity=severity,
        gap=residual / room,
        t=_studentised(residual, room, squares, df, floor),
        noise=max(float(np.sqrt(squares / df)), floor) if df > 0 else np.nan,
        df=df,
    )


def _item_means(layout: Layout, values: Floats, readers: Floats) -> Floats:
    """Return, for each score, the mean of `values` over the scores of the same item."""
    means = np.bincount(layout.item, values, len(layout.items)) / readers
    return np.asarray(means[layout.item])


def _inverse(links: Floats) -> tuple[Floats, int]:
    """Return the pseudo-inverse and the rank: judges less the sets that share no nomination."""
    values, vectors = np.linalg.eigh(links)
    real = values > NEARLY_ZERO * max(1.0, float(values[-1]))
    inverse = (vectors[:, real] / values[real]) @ vectors[:, real].T
    return np.asarray(inverse), int(real.sum())


def _leverage(layout: Layout, share: Floats, inverse: Floats, readers: Floats) -> Floats:
    """Return the diagonal of the hat matrix: 1/n_i + x′K⁺x, x the judge less the item's readers."""
    spread = share @ inverse
    within = (spread * share).sum(axis=1)
    between = spread[layout.item, layout.judge]
    own = np.diag(inverse)[layout.judge]
    return np.asarray(1 / readers[layout.item] + own - 2 * between + within[layout.item])


def _studentised(residual: Floats, room: Floats, squares: float, df: int, floor: float) -> Floats:
    """Return residuals in standard errors that the score itself had no part in."""
    if df < 2:
        return np.full(residual.shape, np.nan)
    rest = (squares - residual**2 / room) / (df - 1)
    noise = np.sqrt(np.maximum(rest, floor**2))
    # a constant panel has no noise at all, and nothing in it is odd
    scale = noise * np.sqrt(room)
    out = np.zeros_like(residual)
    return np.asarray(np.divide(residual, scale, out=out, where=~(noise <= 0)))
