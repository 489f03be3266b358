"""Panels whose truth is known: five-point scores of judges with severities and noise.

Quality has a standard deviation of .52 points and one reader's noise .7, so that one score is about
a third signal, as on real grant panels. Scores are clipped to 1 to 5 and rounded to fifths, the
steps that the mean of five criteria has.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Reading = NDArray[np.intp]

QUALITY, NOISE, MIDDLE = 0.52, 0.7, 3.2


@dataclass(frozen=True)
class Panel:
    """Ratings (judge, nomination, score), and how many nominations are chosen.

    `truth` is the quality of each nomination, 0 in the middle; `severity` the points of each judge
    above the average judge.
    """

    ratings: list[tuple[str, str, float]]
    truth: dict[str, float]
    severity: dict[str, float]
    m: int


@dataclass(frozen=True)
class Scenario:
    """A kind of panel; `severity` is the standard deviation of judges in units of the noise.

    Scores have `steps` to a point; `first` are chosen, a tenth of the nominations unless given.
    """

    name: str
    severity: float
    judges: int = 12
    items: int = 100
    reads: int = 3
    kind: str = "spread"
    steps: int = 5
    first: int = 0

    @property
    def m(self) -> int:
        return self.first or max(3, self.items // 10)

    def panel(self, seed: int) -> Panel:
        """Return one panel of this kind; the same seed gives the same panel."""
        chance = np.random.default_rng(seed)
        quality = chance.normal(0, QUALITY, self.items)
        if self.kind == "unlinked":
            quality[self.items // 2 :] += 1.5 * QUALITY
        severity = chance.normal(0, self.severity * NOISE, self.judges)
        readers = READERS[self.kind](chance, self, quality)
        noise = chance.normal(0, NOISE, readers.shape)
        exact = MIDDLE + quality[:, None] + severity[readers] + noise
        points = np.clip(np.round(exact * self.steps) / self.steps, 1, 5)
        names = [f"N{number}" for number in chance.permutation(self.items)]
        ratings = [
            (f"J{judge}", names[item], float(points[item, place]))
            for item in range(self.items)
            for place, judge in enumerate(readers[item])
        ]
        truth = dict(zip(names, quality.tolist(), strict=True))
        centred = (severity - severity.mean()).tolist()
        judges = {f"J{judge}": points for judge, points in enumerate(centred)}
        return Panel(ratings, truth, judges, self.m)


def _spread(chance: np.random.Generator, scenario: Scenario, quality: Floats) -> Reading:
    """Share the reading evenly: each next reader is one of the least busy."""
    load = np.zeros(scenario.judges)
    readers = np.zeros((len(quality), scenario.reads), dtype=np.intp)
    for item in chance.permutation(len(quality)):
        readers[item] = np.argsort(load + chance.random(scenario.judges))[: scenario.reads]
        load[readers[item]] += 1
    return readers


def _unlinked(chance: np.random.Generator, scenario: Scenario, quality: Floats) -> Reading:
    """Let one half of the judges read the first half of the nominations only."""
    half = Scenario("half", 0, scenario.judges // 2, scenario.items // 2, scenario.reads)
    first, second = np.split(quality, 2)
    return np.concatenate(
        [_spread(chance, half, first), half.judges + _spread(chance, half, second)]
    )


def _banded(chance: np.random.Generator, scenario: Scenario, quality: Floats) -> Reading:
    """Let each judge read mostly stories of about one quality."""
    taste = np.linspace(-1.5, 1.5, scenario.judges) * QUALITY
    distance = np.abs(quality[:, None] - taste)
    distance += chance.exponential(0.15, distance.shape)
    return np.argsort(distance, axis=1)[:, : scenario.reads]


READERS: dict[str, Callable[[np.random.Generator, Scenario, Floats], Reading]] = {
    "spread": _spread,
    "unlinked": _unlinked,
    "banded": _banded,
}

TYPICAL = Scenario("typical severity", 0.43)
HAWKS_AND_DOVES = Scenario("hawks and doves", 1.0)
NO_SEVERITY = Scenario("no severity at all", 0.0)
SMALL = Scenario("3 judges × 20 × 2", 0.43, judges=3, items=20, reads=2)
UNLINKED = Scenario("two unlinked panels of unequal quality", 0.43, kind="unlinked")
BANDED = Scenario("judges keep to a band of quality", 0.43, kind="banded")
SCENARIOS = (TYPICAL, HAWKS_AND_DOVES, NO_SEVERITY, SMALL, UNLINKED, BANDED)
