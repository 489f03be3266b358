"""Joining groups of judges and items that share nothing, so that their scores can be compared."""

import numpy as np

from recognition.panel.assignment_terms import Counts, Flags, Numbers
from recognition.panel.reading_plan import ReadingPlan


def link(plan: ReadingPlan, chance: np.random.Generator) -> None:
    """Exchange reviews between unconnected parts until all hang together, as far as that goes.

    A review whose items and judges stay connected without it, exchanged for any review of another
    part, joins the two parts: this is the only kind of exchange that can. Loads stay as they are.

    Args:
        plan: a plan in which everything is given.
        chance: chooses between exchanges that would do.
    """
    while True:
        part = parts(plan)
        if part.max(initial=-1) < 1 or not _join(plan, part, chance):
            return


def parts(plan: ReadingPlan) -> Counts:
    """Return (J,) the number of the part that each judge belongs to, −1 for who reads nothing."""
    meet = plan.together() > 0
    part = np.where(plan.readers().any(axis=0), -2, -1)
    number = 0
    while (part == -2).any():
        part[_reached(meet, int(np.flatnonzero(part == -2)[0]))] = number
        number += 1
    return part


def _reached(meet: Flags, start: int) -> Flags:
    """Return (J,) who is connected with a judge; `meet` (J, J) says who shares an item."""
    reached = np.zeros(len(meet), dtype=bool)
    reached[start] = True
    while True:
        more = reached | meet[reached].any(axis=0)
        if (more == reached).all():
            return reached
        reached = more


def _join(plan: ReadingPlan, part: Counts, chance: np.random.Generator) -> bool:
    """Make one exchange that joins two parts, and tell whether there was one."""
    slots = chance.permutation(np.argwhere(plan.given))
    items, judges = slots[:, 0], slots[:, 1]
    together = plan.together()
    for item, judge in slots.tolist():
        elsewhere = part[judges] != part[judge]
        partners = np.flatnonzero(elsewhere & plan.open[item, judges] & plan.open[items, judge])
        if len(partners) and _spare(plan, together, item, judge):
            plan.swap(item, judge, int(items[partners[0]]), int(judges[partners[0]]))
            return True
    return False


def _spare(plan: ReadingPlan, together: Numbers, item: int, judge: int) -> bool:
    """Tell whether judge and item stay connected without this review."""
    others = plan.readers()[item].copy()
    others[judge] = False
    without = together.copy()
    without[judge, others] -= 1
    return bool((_reached(without > 0, judge) & others).any())
