"""Which sheets count, and for which one number each: what everything else is worked out from."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from recognition.panel.rules import LEAST_POINTS, MOST_POINTS, Points
from recognition.panel.weighing import criterion_means, number, weigh

Sheet = tuple[int, int, Points]
"""A reader, a candidacy, and points by criterion; None is “does not apply here”."""
Weights = Mapping[int, float]
"""Weights of the criteria of one form version, by number."""


@dataclass(frozen=True)
class Rubric:
    """The criteria of one form version: weights, and the panel's mean points where there are any.

    Both are by number as text, so that JSON can hold them.
    """

    weights: Mapping[str, float]
    means: Mapping[str, float]

    def number(self, points: Points) -> float | None:
        """Return what one sheet comes to, 1 to 5, or None where it says too little to count."""
        found = number(_named(points), self.weights, self.means)
        return None if found is None else _on_the_scale(found)


@dataclass(frozen=True)
class Count:
    """What sheets come to.

    `numbers` has one for each sheet in their order, None where it says too little; `rubrics` has
    one for each form version that was scored by.
    """

    numbers: tuple[float | None, ...]
    rubrics: tuple[Rubric, ...]


def count(sheets: Sequence[Sheet], versions: Collection[Weights]) -> Count:
    """Return the one number of each sheet, as `weighing.weigh` has it, on the scale of 1 to 5.

    Whoever gave 5 for everything except a criterion on which the panel is mild would come to more
    than 5; nobody counts for more, or less, than the scale allows. Scores stay with the version
    of the form by which they were given: means of criteria are those of one version.

    Args:
        sheets: those that were sent, at most one for each reader and candidacy.
        versions: the form versions by which they may have been scored.

    Raises:
        ValueError: as `weigh`.
    """
    numbers: list[float | None] = [None] * len(sheets)
    rubrics = []
    for weights in versions:
        mine = [at for at, (*_who, points) in enumerate(sheets) if points and _by(points, weights)]
        if mine:
            rubric, found = _of_version([sheets[at] for at in mine], weights)
            rubrics.append(rubric)
            for at in mine:
                reader, item, _points = sheets[at]
                numbers[at] = found.get((str(reader), str(item)))
    return Count(tuple(numbers), tuple(rubrics))


def _of_version(
    sheets: Sequence[Sheet], weights: Weights
) -> tuple[Rubric, dict[tuple[str, str], float]]:
    named = [(str(reader), str(item), _named(points)) for reader, item, points in sheets]
    by_name = {str(key): weight for key, weight in weights.items()}
    rubric = Rubric(by_name, criterion_means([points for _, _, points in named]))
    ratings = weigh(named, by_name)
    return rubric, {(judge, item): _on_the_scale(value) for judge, item, value in ratings}


def number_of(points: Points, rubrics: Collection[Rubric]) -> float | None:
    """Return what one sheet comes to by the rubric that it was scored by."""
    mine = (one for one in rubrics if points and _named(points).keys() <= one.weights.keys())
    return next((one.number(points) for one in mine), None)


def plain(weights: Weights) -> Rubric:
    """Return a rubric by which nobody has scored yet: a sheet comes to its weighted mean."""
    return Rubric({str(key): weight for key, weight in weights.items()}, {})


def leaves_out(points: Mapping[Any, int | None]) -> bool:
    """Tell whether a criterion does not apply on a sheet."""
    return None in points.values()


def rubric_of(stored: Mapping[str, Any]) -> Rubric:
    """Return a rubric from what `dataclasses.asdict` made of it."""
    return Rubric(stored["weights"], stored["means"])


def _by(points: Points, weights: Weights) -> bool:
    return points.keys() <= weights.keys()


def _named(points: Points) -> dict[str, float | None]:
    return {str(key): value for key, value in points.items()}


def _on_the_scale(value: float) -> float:
    return min(max(value, float(LEAST_POINTS)), float(MOST_POINTS))
