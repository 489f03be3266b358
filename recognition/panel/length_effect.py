"""Whether longer stories score higher: a question for the chair, and nothing is corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from recognition.panel.association import association, mid_ranks
from recognition.panel.layout import Rating, lay_out

LEAST_NOMINATIONS = 20
BEYOND_CHANCE_BELOW = 0.01


@dataclass(frozen=True)
class LengthEffect:
    """How the raw mean goes with the number of words.

    Attributes:
        correlation: Spearman's rank correlation, −1 to 1; above 0 longer stories score higher.
        points: points for each 100 words more, by least squares.
        n: nominations counted.
        p: two-sided probability of a correlation this far from 0 by chance.
        beyond_chance: p is below .01 and there are at least 20 nominations.
    """

    correlation: float
    points: float
    n: int
    p: float
    beyond_chance: bool


def length_effect(words: Mapping[str, int], ratings: Sequence[Rating]) -> LengthEffect | None:
    """Compare the length of nominations with what they scored.

    Spearman (1904), with middle ranks for ties; it does not mind a few very long stories. The
    effect says nothing about its cause: a longer story may well tell of more.

    Args:
        words: number of words by item; items without one, or without a score, do not count.
        ratings: judge, item and score in rubric points.

    Returns:
        The effect, or None with fewer than 3 nominations, or where all have one length or score.

    Raises:
        ValueError: a score is not finite, or a judge scored an item twice.
    """
    layout = lay_out(ratings)
    if not layout.score.size:
        return None
    means = np.bincount(layout.item, layout.score) / layout.readers()
    counted = [place for place, item in enumerate(layout.items) if item in words]
    length = np.array([words[layout.items[place]] for place in counted], dtype=np.float64)
    # equal means must tie, whatever order their scores were added in
    score = np.round(means[counted], 6)
    ranked, line = association(mid_ranks(length), mid_ranks(score)), association(length, score)
    if ranked is None or line is None:
        return None
    p = 2 * ranked.tail
    return LengthEffect(
        correlation=ranked.correlation,
        points=100 * line.slope,
        n=len(counted),
        p=p,
        beyond_chance=p < BEYOND_CHANCE_BELOW and len(counted) >= LEAST_NOMINATIONS,
    )
