"""What it costs when two judges exchange two items, told quickly."""

import numpy as np

from recognition.panel.placing import AFFINITY_WEIGHT, TOGETHER_WEIGHT
from recognition.panel.reading_plan import ReadingPlan


class Exchanges:
    """A plan in plain lists, which answer single questions quicker than arrays do.

    In each method a `reader` of `one` item and `its_reader` of the `other` exchange the two. All
    changes of the plan must go through `make` as long as this is in use.
    """

    def __init__(self, plan: ReadingPlan) -> None:
        """Start from a plan.

        Args:
            plan: the plan, which `make` changes.
        """
        counted = plan.readers()
        self._plan = plan
        self._panels = [set(np.flatnonzero(row).tolist()) for row in counted]
        self._together: list[list[float]] = plan.together().tolist()
        self._open: list[list[bool]] = plan.open.tolist()
        self._fit: list[list[float]] = (AFFINITY_WEIGHT * plan.terms.affinity).tolist()
        others = max(float(counted.sum()) / max(len(counted), 1) - 1, 1.0)
        self._per_pair = TOGETHER_WEIGHT / plan.terms.mean_together / others

    def allowed(self, one: int, reader: int, other: int, its_reader: int) -> bool:
        """Tell whether each may read the other's item and does not do so yet."""
        return self._open[one][its_reader] and self._open[other][reader]

    def cost(self, one: int, reader: int, other: int, its_reader: int) -> float:
        """Return what placing would say: co-reviews above the mean, less affinity; < 0 is better.

        The first part is half of the change in the sum of squared co-reviews, scaled. Judges who
        read both items are left out: they meet the two either way.
        """
        mine, its = self._together[reader], self._together[its_reader]
        ours, theirs = self._panels[one] - {reader}, self._panels[other] - {its_reader}
        squares = sum(its[judge] - mine[judge] + 1 for judge in ours - theirs)
        squares += sum(mine[judge] - its[judge] + 1 for judge in theirs - ours)
        lost = self._fit[one][reader] + self._fit[other][its_reader]
        won = self._fit[one][its_reader] + self._fit[other][reader]
        return self._per_pair * squares + lost - won

    def make(self, one: int, reader: int, other: int, its_reader: int) -> None:
        """Let the two exchange their items."""
        self._plan.swap(one, reader, other, its_reader)
        for item, leaves, joins in ((one, reader, its_reader), (other, its_reader, reader)):
            self._panels[item].remove(leaves)
            for judge in self._panels[item]:
                for who, change in ((leaves, -1), (joins, 1)):
                    self._together[who][judge] += change
                    self._together[judge][who] += change
            self._panels[item].add(joins)
            self._open[item][leaves], self._open[item][joins] = True, False
