"""Fair scores on two skating panels of nine judges: does one half foretell the other?

The file beside this test says where the marks come from.
"""

import csv
import random
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import fmean

from recognition.panel.calibration import calibrate
from tests.panel.agreement import first, gap, kendall

Ratings = list[tuple[str, str, float]]
SPLITS = 40


@cache
def panels() -> list[Ratings]:
    groups: dict[str, Ratings] = defaultdict(list)
    path = Path(__file__).with_name("skating_sample.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(line for line in file if not line.startswith("#")):
            groups[row["group"]].append((row["judge"], row["item"], float(row["score"])))
    return list(groups.values())


def halves(ratings: Ratings, chance: random.Random) -> tuple[Ratings, dict[str, float]]:
    """The scores of four judges, and the mean of four others by skater."""
    judges = sorted({judge for judge, _, _ in ratings})
    one = set(chance.sample(judges, 4))
    two = set(chance.sample(sorted(set(judges) - one), 4))
    held = defaultdict(list)
    for judge, item, score in ratings:
        if judge in two:
            held[item].append(score)
    kept = [rating for rating in ratings if rating[0] in one]
    return kept, {item: fmean(some) for item, some in held.items()}


def test_two_scores_of_each_foretell_the_other_half_as_well_as_raw_means() -> None:
    ours, theirs = [], []
    chance = random.Random(1)
    for ratings in panels():
        for _ in range(SPLITS):
            kept, truth = halves(ratings, chance)
            chance.shuffle(kept)
            two = [
                rating
                for item in sorted(truth)
                for rating in [rating for rating in kept if rating[1] == item][:2]
            ]
            items = calibrate(two, 5, draws=1).items
            ours.append(kendall({name: item.score for name, item in items.items()}, truth))
            theirs.append(kendall({name: item.raw for name, item in items.items()}, truth))
    assert len(ours) == 2 * SPLITS
    assert fmean(ours) >= fmean(theirs) - 0.01


def test_the_chance_with_a_fresh_panel_comes_true_with_the_other_half() -> None:
    said: list[float] = []
    happened: list[bool] = []
    chance = random.Random(2)
    for ratings in panels():
        for _ in range(SPLITS):
            kept, truth = halves(ratings, chance)
            chosen = first(truth, 9)
            for name, item in calibrate(kept, 9, draws=300).items.items():
                said.append(item.p_rerun)
                happened.append(name in chosen)
    assert gap(said, happened) <= 0.03
