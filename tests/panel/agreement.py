"""How well one order agrees with another, and whether chances come true."""

from collections.abc import Mapping, Sequence

import numpy as np


def kendall(first: Mapping[str, float], second: Mapping[str, float]) -> float:
    """Return Kendall's tau-a of two scores of the same two or more nominations.

    A tie counts as a coin toss. (Tau-b would leave ties out, and so flatter a coarse score: a mean
    of three rounded scores gains .01 to .02 from it.)
    """
    names = sorted(first)
    one = _signs([first[name] for name in names])
    two = _signs([second[name] for name in names])
    return float(np.sum(one * two) / (len(names) * (len(names) - 1)))


def _signs(values: Sequence[float]) -> np.ndarray:
    array = np.round(np.asarray(values), 9)
    return np.sign(array[:, None] - array[None, :])


def first(scores: Mapping[str, float], m: int) -> set[str]:
    """Return the m nominations with the highest scores; ties by name, which says nothing."""
    return set(sorted(scores, key=lambda name: (-round(scores[name], 9), name))[:m])


def precision(scores: Mapping[str, float], truth: Mapping[str, float], m: int) -> float:
    """Return which share of the first m by score is truly among the first m."""
    return len(first(scores, m) & first(truth, m)) / m


def expected_precision(scores: Mapping[str, float], truth: Mapping[str, float], m: int) -> float:
    """Return the precision of the first m where equal scores at the cut are chosen by lot."""
    key = {name: round(score, 9) for name, score in scores.items()}
    cut = sorted(key.values(), reverse=True)[m - 1]
    chosen = first(truth, m)
    above = [name for name in key if key[name] > cut]
    tied = [name for name in key if key[name] == cut]
    share = (m - len(above)) / len(tied)
    return (len(chosen & set(above)) + share * len(chosen & set(tied))) / m


def gap(said: Sequence[float], happened: Sequence[bool]) -> float:
    """Return the mean |said − happened| over ten bands of chances, weighed by their sizes."""
    chances, events = np.asarray(said), np.asarray(happened, dtype=float)
    bands = np.minimum((chances * 10).astype(int), 9)
    apart = np.bincount(bands, chances, 10) - np.bincount(bands, events, 10)
    return float(np.abs(apart).sum() / len(chances))
