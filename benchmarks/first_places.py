"""How much better the first m are than by raw means, however a typical panel is defined.

    python -m benchmarks.first_places

12 judges × 100 nominations × 3 scores; severities have .43 of the noise's standard deviation.
Precision is the share of the truly first m among the first m; equal scores at the cut count in
expectation. Printed is precision over that of raw means, ± its standard error, for every way to
turn an impression into points, number to choose, and spread of quality; and once more with the
chance to be among the first m as the key.
"""

import sys
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from recognition.panel.calibration import calibrate
from tests.panel.simulated_panels import MIDDLE, NOISE, QUALITY

Floats = NDArray[np.float64]

PANELS = 4_000
JUDGES, ITEMS, READS = 12, 100, 3
SEVERITY = 0.43
WANTED = (5, 10, 20)
SPREADS = (0.35, QUALITY, 0.7, 1.0)


def exact(impression: Floats, _chance: np.random.Generator) -> Floats:
    return impression


def fifths(impression: Floats, _chance: np.random.Generator) -> Floats:
    return np.clip(np.round(impression * 5) / 5, 1, 5)


def whole(impression: Floats, _chance: np.random.Generator) -> Floats:
    return np.clip(np.round(impression), 1, 5)


def two_criteria(impression: Floats, chance: np.random.Generator) -> Floats:
    """Two whole points with errors of their own, ±.5, about one impression; their mean."""
    own = chance.normal(0, 0.5, impression.shape)
    both = [np.clip(np.round(impression + sign * own), 1, 5) for sign in (1, -1)]
    return np.asarray((both[0] + both[1]) / 2)


POINTS: Mapping[str, Callable[[Floats, np.random.Generator], Floats]] = {
    "not rounded": exact,
    "fifths of a point": fifths,
    "mean of two criteria": two_criteria,
    "whole points": whole,
}


def readers(chance: np.random.Generator) -> NDArray[np.intp]:
    """Share the reading evenly: each next reader is one of the least busy."""
    load = np.zeros(JUDGES)
    found = np.zeros((ITEMS, READS), dtype=np.intp)
    for item in range(ITEMS):
        found[item] = np.argsort(load + chance.random(JUDGES))[:READS]
        load[found[item]] += 1
    return found


def precision(key: Floats, truth: Floats, wanted: int) -> float:
    """Return the expected share of the truly first among the first by key, ties by lot."""
    chosen = np.argsort(-truth)[:wanted]
    cut = np.sort(key)[-wanted]
    above, tied = key > cut, key == cut
    share = (wanted - above.sum()) / tied.sum()
    return float((above[chosen].sum() + share * tied[chosen].sum()) / wanted)


def panel(chance: np.random.Generator, points: str, spread: float) -> tuple[Floats, list[Floats]]:
    """Return the truth (N), and the keys: raw mean, score, and the chance for each number."""
    truth = chance.normal(0, spread, ITEMS)
    who = readers(chance)
    strict = chance.normal(0, SEVERITY * NOISE, JUDGES)
    impression = MIDDLE + truth[:, None] + strict[who] + chance.normal(0, NOISE, who.shape)
    given = POINTS[points](impression, chance)
    ratings = [
        (f"J{who[item, place]:02}", f"N{item:03}", float(given[item, place]))
        for item in range(ITEMS)
        for place in range(READS)
    ]
    names = [f"N{item:03}" for item in range(ITEMS)]
    found = [calibrate(ratings, wanted, draws=500).items for wanted in WANTED]
    score = np.array([found[0][name].score for name in names])
    chances = [np.array([each[name].p_top for name in names]) for each in found]
    return truth, [given.mean(axis=1).round(9), score, *chances]


def ratio(ours: Floats, raw: Floats) -> str:
    """Return the ratio of two means over the same panels, and its standard error."""
    found = ours.mean() / raw.mean()
    error = (ours - found * raw).std(ddof=1) / raw.mean() / np.sqrt(len(raw))
    return f"{found:.3f} ± {error:.3f}"


def row(points: str, spread: float, panels: int) -> None:
    chance = np.random.default_rng(2026)
    hits = np.zeros((panels, len(WANTED), 3))
    for number in range(panels):
        truth, (raw, score, *chances) = panel(chance, points, spread)
        for at, wanted in enumerate(WANTED):
            keys = (raw, score, chances[at])
            hits[number, at] = [precision(key, truth, wanted) for key in keys]
    cells = []
    for at in range(len(WANTED)):
        cells += [f"{hits[:, at, 0].mean():.3f}", ratio(hits[:, at, 1], hits[:, at, 0])]
        cells.append(ratio(hits[:, at, 2], hits[:, at, 0]))
    print("|", points, "|", f"{spread:g}", "|", " | ".join(cells), "|", flush=True)


def main() -> None:
    panels = int(sys.argv[1]) if len(sys.argv) > 1 else PANELS
    heads = " | ".join(f"raw, m = {m} | score | chance" for m in WANTED)
    print(f"| points | spread | {heads} |")
    for points in POINTS:
        row(points, QUALITY, panels)
    for spread in SPREADS:
        if spread != QUALITY:
            row("fifths of a point", spread, panels)


if __name__ == "__main__":
    main()
