"""Improving a draft: loads evened out, and every two judges meeting about equally often."""

import numpy as np

from recognition.panel.exchanges import Exchanges
from recognition.panel.reading_plan import ReadingPlan

MOST_TRIES = 30_000
TRIES_PER_REVIEW = 100
A_TRIFLE = 1e-9


def even_out(plan: ReadingPlan) -> None:
    """Move reviews along chains of judges until no heavy load can be lightened.

    Each chain ends at a judge with at least two reviews fewer than its first, so the sum of squared
    loads falls with each. When no chain is left, no other assignment has a lighter heaviest load.
    """
    lightened = True
    while lightened:
        lightened = any(_lighten(plan, heavy) for heavy in np.argsort(-plan.load).tolist())


def _lighten(plan: ReadingPlan, heavy: int) -> bool:
    """Take one review from a judge by a chain, and tell whether there was one."""
    ends = (plan.load <= plan.load[heavy] - 2) & (plan.room > 0)
    if not ends.any():
        return False
    starts = np.zeros_like(ends)
    starts[heavy] = True
    chain = plan.chain(starts, ends)
    plan.move_along(chain)
    return bool(chain)


def balance(plan: ReadingPlan, chance: np.random.Generator) -> None:
    """Let judges exchange items while that evens out who reads with whom, or fits better.

    Two reviews are drawn by chance; their judges exchange the items when the sum of squared
    co-reviews falls (what affinity they lose counts against it). Loads stay as they are.

    Args:
        plan: a plan in which everything is given.
        chance: draws the reviews to try.
    """
    slots = np.argwhere(plan.given).tolist()
    if len(slots) < 2:
        return
    exchanges = Exchanges(plan)
    tries = min(MOST_TRIES, TRIES_PER_REVIEW * len(slots))
    for left, right in chance.integers(len(slots), size=(tries, 2)).tolist():
        (one, reader), (other, its_reader) = slots[left], slots[right]
        if not exchanges.allowed(one, reader, other, its_reader):
            continue
        if exchanges.cost(one, reader, other, its_reader) < -A_TRIFLE:
            exchanges.make(one, reader, other, its_reader)
            slots[left], slots[right] = (one, its_reader), (other, reader)
