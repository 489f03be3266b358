"""The first draft of an assignment: item by item to the judge who suits best."""

import numpy as np

from recognition.panel.assignment_terms import Counts, Numbers
from recognition.panel.reading_plan import ReadingPlan

LOAD_WEIGHT = 4.0
TOGETHER_WEIGHT = 0.5
AFFINITY_WEIGHT = 1.0
JITTER = 0.05


def place(plan: ReadingPlan, chance: np.random.Generator) -> Counts:
    """Give every item its readers as far as that is possible at all.

    Items with the fewest eligible judges choose first. Each takes the judge with the least
    4 × load ÷ mean load + ½ × items read together with its readers so far ÷ mean of that
    − affinity + a little chance. Where everybody eligible is full, one review moves on
    along each judge of the shortest chain that ends at somebody with room. Without such a chain
    no other assignment has more reviews in all (Ford and Fulkerson 1956), so the readers missing
    add up to the least possible.

    Args:
        plan: a plan in which nothing has been given yet; it is filled.
        chance: breaks ties.

    Returns:
        (N,) readers missing.
    """
    terms = plan.terms
    missing = np.zeros_like(terms.need)
    options = terms.eligible.sum(axis=1)
    liking = JITTER * chance.random(terms.eligible.shape) - AFFINITY_WEIGHT * terms.affinity
    both = plan.together()
    for item in np.lexsort((chance.random(len(options)), options)).tolist():
        for number in range(int(terms.need[item])):
            readers = np.flatnonzero(plan.given[item] | terms.held[item])
            judge = _most_suitable(plan, item, liking[item], both[readers])
            if judge is None:
                judge = _make_room(plan, item)
                both = plan.together()
                readers = np.flatnonzero(plan.given[item] | terms.held[item])
            if judge is None:
                missing[item] = terms.need[item] - number
                break
            plan.give(item, judge)
            both[judge, readers] += 1
            both[readers, judge] += 1
    return missing


def _most_suitable(plan: ReadingPlan, item: int, liking: Numbers, both: Numbers) -> int | None:
    """Return the judge who costs least, or None when nobody eligible has room.

    Args:
        plan: the draft so far.
        item: who needs a reader.
        liking: (J,) chance less affinity.
        both: (readers so far, J) items that each of them reads together with each judge.
    """
    possible = plan.open[item] & (plan.room > 0)
    if not possible.any():
        return None
    cost = liking + LOAD_WEIGHT / plan.terms.mean_load * plan.load
    if len(both):
        cost += TOGETHER_WEIGHT / plan.terms.mean_together / len(both) * both.sum(axis=0)
    cost[~possible] = np.inf
    return int(cost.argmin())


def _make_room(plan: ReadingPlan, item: int) -> int | None:
    """Let reviews move on until somebody can take the item; None when there is no way."""
    chain = plan.chain(plan.open[item], plan.room > 0)
    if not chain:
        return None
    plan.move_along(chain)
    return chain[0]
