"""Having judges read outside the group of items that their affinity draws them to."""

import math

import numpy as np

from recognition.panel.assignment_terms import Counts
from recognition.panel.exchanges import Exchanges
from recognition.panel.reading_plan import ReadingPlan

LEAST_ACROSS = 0.25
CHOICES = 12


def cross(plan: ReadingPlan, chance: np.random.Generator) -> None:
    """Let judges of different homes exchange items until a quarter of all reviews is across.

    The home of a judge is the group in which the plan gives most reviews to them. Where a quarter
    is more than an assignment by chance would have (one group is small), that is enough. Of a few
    exchanges drawn by chance the one is made that costs least. Loads stay as they are.

    Args:
        plan: a plan in which everything is given by affinity.
        chance: draws the exchanges to choose from.
    """
    home, group = _homes(plan), plan.terms.group
    lacking = _lacking(plan, home)
    if lacking <= 0:
        return
    exchanges = Exchanges(plan)
    slots = chance.permutation(np.argwhere(plan.given & (group[:, None] == home)))
    waiting = np.ones(len(slots), dtype=bool)
    items, judges = slots[:, 0], slots[:, 1]
    for number, (item, judge) in enumerate(slots.tolist()):
        if lacking <= 0:
            return
        if not waiting[number]:
            continue
        elsewhere = waiting & (group[items] != group[item])
        partners = np.flatnonzero(elsewhere & plan.open[item, judges] & plan.open[items, judge])
        if len(partners):
            drawn = chance.choice(partners, size=CHOICES).tolist()
            costs = [exchanges.cost(item, judge, *slots[other].tolist()) for other in drawn]
            best = drawn[int(np.argmin(costs))]
            exchanges.make(item, judge, *slots[best].tolist())
            waiting[best] = False
            lacking -= 2
        waiting[number] = False


def _homes(plan: ReadingPlan) -> Counts:
    """Return (J,) the group in which each judge has most reviews; of equal ones the first."""
    home: Counts = _by_group(plan).argmax(axis=0)
    return home


def _by_group(plan: ReadingPlan) -> Counts:
    """Return a (groups, J) array of reviews."""
    group = plan.terms.group
    counts = np.zeros((int(group.max(initial=0)) + 1, len(plan.terms.judges)), dtype=np.int64)
    np.add.at(counts, group, plan.readers())
    return counts


def _lacking(plan: ReadingPlan, home: Counts) -> int:
    """Return how many reviews across are still wanted."""
    counts = _by_group(plan)
    reviews = int(counts.sum())
    at_home = int(counts[home, np.arange(len(home))].sum())
    of_judges = np.bincount(home, weights=counts.sum(axis=0), minlength=len(counts))
    by_chance = reviews - float(of_judges @ counts.sum(axis=1)) / max(reviews, 1)
    return math.ceil(min(LEAST_ACROSS * reviews, by_chance)) - (reviews - at_home)
