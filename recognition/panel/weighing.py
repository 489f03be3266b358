"""One number for each judge and nomination out of points for several criteria."""

import math
from collections.abc import Mapping, Sequence

from recognition.panel.scores import Rating

Sheet = tuple[str, str, Mapping[str, float | None]]
"""Judge, nomination and points by criterion; None or absent is “not scored”."""

LEAST_SHARE = 0.5
"""A sheet with less than this share of the weight says too little to count."""


def weigh(sheets: Sequence[Sheet], weights: Mapping[str, float]) -> list[Rating]:
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
    means = _means(sheets)
    known = math.fsum(weights[criterion] for criterion in means)
    ratings: list[Rating] = []
    for judge, item, points in sheets:
        given = _given(points)
        weight = math.fsum(weights[criterion] for criterion in given)
        if weight < LEAST_SHARE * math.fsum(weights.values()):
            continue
        level = math.fsum(weights[criterion] * mean for criterion, mean in means.items()) / known
        above = math.fsum(weights[c] * (value - means[c]) for c, value in given.items()) / weight
        ratings.append((judge, item, level + above))
    return ratings


def _given(points: Mapping[str, float | None]) -> dict[str, float]:
    return {criterion: value for criterion, value in points.items() if value is not None}


def _means(sheets: Sequence[Sheet]) -> dict[str, float]:
    """Return the mean of all points given for each criterion that anybody scored."""
    columns: dict[str, list[float]] = {}
    for _, _, points in sheets:
        for criterion, value in _given(points).items():
            columns.setdefault(criterion, []).append(value)
    return {criterion: math.fsum(column) / len(column) for criterion, column in columns.items()}


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
