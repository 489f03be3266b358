"""Scores that stand out from what their nomination and their judge lead to expect."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recognition.panel.layout import Layout
from recognition.panel.tails import student_t_beyond
from recognition.panel.two_way import TwoWayFit

LIMIT = 2.5
"""Standard errors of a normal distribution; a small panel's limit has the same tail in its t."""

TAIL = math.erfc(LIMIT / math.sqrt(2)) / 2
SAME = 1e-6


@dataclass(frozen=True)
class OddScore:
    """A score `gap` points above (+) or below (−) what the other scores predict for it.

    Without a judge, the two readers of a nomination are `gap` points apart, and nobody can tell
    which of them is odd.
    """

    judge: str | None
    item: str
    gap: float


def odd_scores(layout: Layout, fit: TwoWayFit) -> Iterator[OddScore]:
    """Yield the scores beyond the limit, at most the farthest of each nomination; equals share.

    One is enough: it makes the chair look at the nomination, and a far score pulls its neighbours'
    expectations so that they look odd on the other side. Fitting again without it would help, but
    doubles the false alarms: each round cuts the tails from which the next takes its measure.
    """
    if fit.df < 2:
        return
    far = np.nan_to_num(np.abs(fit.t))
    farthest = np.zeros(len(layout.items))
    np.maximum.at(farthest, layout.item, far)
    limit = student_t_beyond(TAIL, fit.df - 1)
    two_read = layout.readers() == 2
    told = set()
    for place in np.flatnonzero((far > limit) & (far >= farthest[layout.item] * (1 - SAME))):
        item, gap = layout.item[place], float(fit.gap[place])
        if not two_read[item]:
            yield OddScore(layout.judges[layout.judge[place]], layout.items[item], gap)
        elif item not in told:
            told.add(item)
            yield OddScore(None, layout.items[item], abs(gap))
