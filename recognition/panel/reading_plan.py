"""Who reads what while an assignment is being made, and the chains along which reviews can move."""

from collections import deque
from itertools import pairwise

import numpy as np

from recognition.panel.assignment_terms import Counts, Flags, Numbers, Terms


class ReadingPlan:
    """A draft of an assignment of N items (rows) to J judges (columns).

    Attributes:
        terms: what the plan keeps to.
        given: (N, J) reviews that were given here, so that they can still move.
        open: (N, J) reviews that could be given: eligible, and not given yet.
        load: (J,) reviews of each judge, the locked ones included.
        room: (J,) reviews that a judge can still be given.
    """

    def __init__(self, terms: Terms) -> None:
        self.terms = terms
        self.given: Flags = np.zeros_like(terms.eligible)
        self.open: Flags = terms.eligible.copy()
        self.load: Counts = terms.busy.copy()
        self.room: Counts = terms.room.copy()
        self._movable: Numbers | None = None

    def readers(self) -> Flags:
        """Return an (N, J) array of the reviews that count, locked or given."""
        return self.given | self.terms.held

    def together(self) -> Numbers:
        """Return a (J, J) array of how many items two judges both read; 0 on the diagonal."""
        counted = self.readers().astype(float)
        both: Numbers = counted.T @ counted
        np.fill_diagonal(both, 0)
        return both

    def give(self, item: int, judge: int) -> None:
        """Give an item to a judge."""
        self._put(item, judge, read=True)

    def shift(self, item: int, source: int, target: int) -> None:
        """Move an item from one judge to another."""
        self._put(item, source, read=False)
        self._put(item, target, read=True)

    def swap(self, one: int, reader: int, other: int, its_reader: int) -> None:
        """Let two judges exchange two items: each takes the other's."""
        self.shift(one, reader, its_reader)
        self.shift(other, its_reader, reader)

    def move_along(self, chain: list[int]) -> None:
        """Move one item from each judge of a chain to the next, the best fitting one each time."""
        fit = self.terms.affinity
        for source, target in pairwise(chain):
            items = np.flatnonzero(self.given[:, source] & self.open[:, target])
            best = int(items[np.argmax(fit[items, target] - fit[items, source])])
            self.shift(best, source, target)

    def chain(self, starts: Flags, ends: Flags) -> list[int]:
        """Return the shortest chain of judges from a start to an end, or nothing.

        From each judge of the chain to the next an item can move. Searched breadth first, this is
        an augmenting path of the flow from items to judges (Edmonds and Karp 1972), because only
        judges have limits that can be full.

        Args:
            starts: (J,) where a chain may begin.
            ends: (J,) where it may end.
        """
        movable = self._moves() > 0
        came = {int(judge): -1 for judge in np.flatnonzero(starts)}
        queue = deque(came)
        while queue:
            judge = queue.popleft()
            if ends[judge]:
                found = [judge]
                while came[found[-1]] >= 0:
                    found.append(came[found[-1]])
                return found[::-1]
            for following in np.flatnonzero(movable[judge]).tolist():
                if following not in came:
                    came[following] = judge
                    queue.append(following)
        return []

    def _moves(self) -> Numbers:
        """Return a (J, J) array of how many items could move from one judge to another."""
        if self._movable is None:
            self._movable = self.given.T.astype(float) @ self.open.astype(float)
        return self._movable

    def _put(self, item: int, judge: int, *, read: bool) -> None:
        self._count(item, -1)
        self.given[item, judge] = read
        self.open[item, judge] = not read
        self._count(item, 1)
        step = 1 if read else -1
        self.load[judge] += step
        self.room[judge] -= step

    def _count(self, item: int, sign: int) -> None:
        """Keep what is known about moves up to date, once a chain has been asked for."""
        if self._movable is not None:
            self._movable[self.given[item]] += sign * self.open[item]
