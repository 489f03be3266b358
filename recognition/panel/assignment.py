"""Who reads what: nobody with a conflict, loads even, and every two judges about equally often."""

from collections.abc import Collection, Mapping, Sequence

import numpy as np

from recognition.panel.assignment_checks import check_terms
from recognition.panel.assignment_terms import Pair, Terms
from recognition.panel.balancing import balance, even_out
from recognition.panel.crossing import cross
from recognition.panel.linking import link
from recognition.panel.placing import place
from recognition.panel.reading_plan import ReadingPlan


class Infeasible(Exception):
    """No assignment gives every item its readers.

    Attributes:
        shortages: readers missing by item, only those that lack any. No other assignment has fewer
            missing in all; which of several items goes without is not settled by that.
    """

    def __init__(self, shortages: dict[str, int]) -> None:
        super().__init__(
            f"{sum(shortages.values())} readers are missing, for {len(shortages)} items."
        )
        self.shortages = shortages


def assign(
    judges: Sequence[str],
    items: Sequence[str],
    k: int | Mapping[str, int],
    conflicts: Collection[Pair],
    capacity: int | Mapping[str, int] | None = None,
    affinity: Mapping[Pair, float] | None = None,
    locked: Collection[Pair] = (),
    seed: int = 0,
    groups: Mapping[str, str] | None = None,
) -> list[Pair]:
    """Give every item its readers.

    In this order: conflicts and capacity are kept; every item gets k readers; loads are as even as
    they can be; judges read what fits them, and every two of them about as many items together;
    everything hangs together where exchanges can bring that about, so that severity can be told
    from quality. The answer depends on what is given and the seed, never on an order.

    With `groups`, affinity may not keep panels of different quality apart: it gives way until at
    least a quarter of all reviews lies outside the home of its judge, the group in which affinity
    alone would give them most reviews. Less than a quarter is enough where an assignment by chance
    would have less, and where conflicts and locked reviews leave no other way.

    Args:
        judges: names of the judges.
        items: names of the items.
        k: readers for every item, or for each item by name.
        conflicts: (judge, item) pairs that must not be.
        capacity: most reviews for every judge, or by name; without one there is no limit.
        affinity: how well a judge fits an item, 0 (as if not named) to 1.
        locked: (judge, item) pairs that are there and stay. They count towards k, capacity and
            load, even beyond the limit. One that is a conflict stays too, as history: it counts as
            work of the judge, but not as one of the item's k readers.
        seed: chooses between assignments that are equally good.
        groups: the group of each item (its category, say, or its site), all of them.

    Returns:
        All (judge, item) pairs, locked ones included, sorted.

    Raises:
        Infeasible: the conflicts or capacities leave an item short of readers.
        ValueError: a name is unknown, missing or given twice, or a number is out of its range.
    """
    if seed < 0:
        raise ValueError("The seed must not be negative.")
    terms = check_terms(
        judges,
        items,
        k,
        conflicts=conflicts,
        capacity=capacity,
        affinity=affinity or {},
        locked=locked,
        groups=groups,
    )
    pairs = [
        (terms.judges[judge], terms.items[item])
        for item, judge in np.argwhere(_planned(terms, seed).given)
    ]
    return sorted([*pairs, *locked])


def _planned(terms: Terms, seed: int) -> ReadingPlan:
    """Return a plan that keeps to the terms."""
    plan, chance = ReadingPlan(terms), np.random.default_rng(seed)
    missing = place(plan, chance)
    if missing.any():
        raise Infeasible(
            {terms.items[item]: int(missing[item]) for item in np.flatnonzero(missing)}
        )
    even_out(plan)
    balance(plan, chance)
    cross(plan, chance)
    link(plan, chance)
    return plan
