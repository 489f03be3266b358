"""What an assignment has to keep to, as arrays."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]
"""A judge and an item, in this order."""
Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Terms:
    """The terms for N items (rows) and J judges (columns), both in the order of their names.

    Attributes:
        judges: names of the judges.
        items: names of the items.
        need: (N,) readers still wanted, beyond the locked ones that count.
        eligible: (N, J) who may be given what: no conflict, and not locked already.
        held: (N, J) locked pairs that count towards the readers of an item.
        busy: (J,) locked reviews of each judge, whether they count or not.
        room: (J,) reviews that a judge can still be given.
        affinity: (N, J) from 0 to 1; 0 where nothing was said.
        group: (N,) number of the group of each item; all 0 without groups.
    """

    judges: tuple[str, ...]
    items: tuple[str, ...]
    need: Counts
    eligible: Flags
    held: Flags
    busy: Counts
    room: Counts
    affinity: Numbers
    group: Counts

    @cached_property
    def mean_load(self) -> float:
        """Return how many reviews a judge will have on average; 1 when there will be none."""
        reviews = int(self.need.sum() + self.busy.sum())
        return reviews / len(self.judges) if reviews and self.judges else 1.0

    @cached_property
    def mean_together(self) -> float:
        """Return how many items two judges will both read on average; 1 when there is none."""
        readers = self.need + self.held.sum(axis=1)
        pairs = int((readers * (readers - 1)).sum())
        ways = len(self.judges) * (len(self.judges) - 1)
        return pairs / ways if pairs and ways else 1.0
