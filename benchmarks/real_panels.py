"""Real panels judged twice: by a few of their scores and by those that were held back."""

import csv
import statistics
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from benchmarks.panel_orders import METHODS, raw_mean
from recognition.panel.calibration import Calibration, calibrate
from recognition.panel.scores import Rating
from recognition.panel.weighing import Sheet, weigh
from tests.panel.agreement import first, gap, kendall

SPLITS = 150
COMPLETE = 6
"""Scores for each nomination from which on judges are divided into two halves."""


def read(path: Path) -> dict[str, list[Rating]]:
    """Return the ratings of each group; criteria weigh the same, unless one of them is overall."""
    sheets: dict[str, dict[tuple[str, str], dict[str, float]]] = defaultdict(dict)
    criteria = set()
    with path.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            criterion = line.get("criterion") or "overall"
            criteria.add(criterion)
            sheet = sheets[line["group"]].setdefault((line["judge"], line["item"]), {})
            sheet[criterion] = float(line["score"])
    alone = "overall" in criteria
    weights = {name: float(not alone or name == "overall") for name in criteria}
    return {
        group: weigh([_sheet(*who, points) for who, points in rows.items()], weights)
        for group, rows in sheets.items()
    }


def _sheet(judge: str, item: str, points: dict[str, float]) -> Sheet:
    return judge, item, points


def by_item(ratings: Iterable[Rating]) -> dict[str, list[Rating]]:
    rows = defaultdict(list)
    for rating in ratings:
        rows[rating[1]].append(rating)
    return rows


def split(
    ratings: list[Rating], k: int, chance: np.random.Generator
) -> tuple[list[Rating], list[Rating]]:
    """Return k scores to judge by for each nomination that has more, and those held back."""
    judges = sorted({judge for judge, _, _ in ratings})
    half = set(chance.permutation(judges)[: len(judges) // 2].tolist())
    kept, held = [], []
    complete = len(ratings) / len(by_item(ratings)) >= COMPLETE
    for rows in by_item(ratings).values():
        mixed = [rows[at] for at in chance.permutation(len(rows))]
        ours = [rating for rating in mixed if rating[0] in half] if complete else mixed
        other = [rating for rating in mixed if rating[0] not in half] if complete else mixed[k:]
        if len(ours) >= k and other:
            kept += ours[:k]
            held += other
    return kept, held


def agreements(groups: dict[str, list[Rating]], k: int) -> list[float]:
    """Return the mean agreement of each method with what was held back; empty without any."""
    chance = np.random.default_rng(k)
    tau = defaultdict(list)
    for ratings in groups.values():
        for _ in range(SPLITS):
            kept, held = split(ratings, k, chance)
            truth = raw_mean(held)
            if len(truth) >= 5:
                for label, method in METHODS.items():
                    tau[label].append(kendall(method(kept), truth))
    return [statistics.fmean(tau[label]) for label in METHODS] if tau else []


def rerun_gap(groups: dict[str, list[Rating]]) -> float | None:
    """Return how far chances to be chosen by a fresh panel were from what the other half chose."""
    chance = np.random.default_rng(1)
    said: list[float] = []
    happened: list[bool] = []
    for ratings in groups.values():
        if len(ratings) / len(by_item(ratings)) < COMPLETE:
            continue
        judges = sorted({judge for judge, _, _ in ratings})
        for _ in range(SPLITS):
            mixed = chance.permutation(judges).tolist()
            size = len(mixed) // 2
            result, chosen = _halves(ratings, set(mixed[:size]), set(mixed[size : 2 * size]))
            said += [item.p_rerun for item in result.items.values()]
            happened += [item in chosen for item in result.items]
    return gap(said, happened) if said else None


def _halves(ratings: list[Rating], one: set[str], two: set[str]) -> tuple[Calibration, set[str]]:
    other = raw_mean([rating for rating in ratings if rating[0] in two])
    kept = [rating for rating in ratings if rating[0] in one and rating[1] in other]
    items = {item for _, item, _ in kept}
    m = max(1, len(items) // 4)
    return calibrate(kept, m), first({item: other[item] for item in items}, m)
