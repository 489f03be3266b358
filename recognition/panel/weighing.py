"""One number for each judge and nomination out of points for several criteria."""

import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from recognition.panel.rules import LEAST_SHARE

if TYPE_CHECKING:  # its arrays are heavy, and counting points needs none
    from recognition.panel.scores import Rating

Points = Mapping[str, float | None]
"""Points by criterion; None or absent is “not scored”."""
Sheet = tuple[str, str, Points]
"""Judge, nomination and points by criterion."""


def weigh(sheets: Sequence[Sheet], weights: Mapping[str, float]) -> "list[Rating]":
    """Return judge, nomination and weighted mean of the points, in the order of the sheets.

    A criterion with harsh marks must not favour whoever was not scored on it: what counts is by
    how much the points given exceed the panel's mean for the same criteria, on top of the panel's
    mean of all. A complete sheet gets its weighted mean. A sheet with points for under half the
    weight is left out.

    Args:
        sheets: at most one for each judge and nomination.
        weights: weight of each criterion, zero or more; only their proportions matter.

    Raises:
        ValueError: no criterion has weight, a weight or points are not a finite number, a weight
            is below zero, a criterion has no weight, or a judge has two sheets for a nomination.
    """
    _check_weights(weights)
    _check_sheets(sheets, weights)
    means = criterion_means([points for _, _, points in sheets])
    numbers = ((judge, item, number(points, weights, means)) for judge, item, points in sheets)
    return [(judge, item, value) for judge, item, value in numbers if value is not None]


def number(
    points: Points, weights: Mapping[str, float], means: Mapping[str, float]
) -> float | None:
    """Return what one sheet comes to, or None with points for under half the weight.

    Args:
        points: of the sheet.
        weights: weight of each criterion, as for `weigh`.
        means: the panel's mean points for each criterion that anybody scored. Without that of a
            criterion on the sheet there is nothing to compare with: the plain weighted mean.
    """
    given = _given(points)
    weight = math.fsum(weights[criterion] for criterion in given)
    if weight <= 0 or weight < LEAST_SHARE * math.fsum(weights.values()):
        return None
    if given.keys() >= means.keys() or not given.keys() <= means.keys():
        return math.fsum(weights[c] * value for c, value in given.items()) / weight
    known = math.fsum(weights[criterion] for criterion in means)
    level = math.fsum(weights[criterion] * mean for criterion, mean in means.items()) / known
    above = math.fsum(weights[c] * (value - means[c]) for c, value in given.items()) / weight
    return level + above


def criterion_means(sheets: Sequence[Points]) -> dict[str, float]:
    """Return the mean of all points given for each criterion that anybody scored."""
    columns: dict[str, list[float]] = {}
    for points in sheets:
        for criterion, value in _given(points).items():
            columns.setdefault(criterion, []).append(value)
    return {criterion: math.fsum(column) / len(column) for criterion, column in columns.items()}


def _given(points: Points) -> dict[str, float]:
    return {criterion: value for criterion, value in points.items() if value is not None}


def _check_weights(weights: Mapping[str, float]) -> None:
    for criterion, weight in weights.items():
        if not math.isfinite(weight) or weight < 0:
            raise ValueError(f"The weight of criterion {criterion} must be zero or more.")
    if not any(weights.values()):
        raise ValueError("At least one criterion needs a weight above zero.")


def _check_sheets(sheets: Sequence[Sheet], weights: Mapping[str, float]) -> None:
    seen: set[tuple[str, str]] = set()
    for judge, item, points in sheets:
        if (judge, item) in seen:
            raise ValueError(f"Judge {judge} scored nomination {item} twice.")
        seen.add((judge, item))
        for criterion, value in _given(points).items():
            if criterion not in weights:
                raise ValueError(f"Criterion {criterion} has no weight.")
            if not math.isfinite(value):
                raise ValueError(
                    f"Judge {judge} gave nomination {item} points that are not a number."
                )
