"""Groups of descriptions that are certainly one person, and pairs that may be."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations, product

from recognition.nominations.matching.blocking import keys
from recognition.nominations.matching.contradictions import contradict
from recognition.nominations.matching.described import Described, Reading
from recognition.nominations.matching.evidence import (
    Ground,
    Verdict,
    names_clash,
    names_fit,
    verdict,
)
from recognition.nominations.matching.joining import Cluster, Pair, joined

# The strongest ground first: what it has joined is one person for the grounds after it.
_GROUNDS: tuple[Ground, ...] = ("person", "address", "name")


def group(nominees: Sequence[Described]) -> list[list[int]]:
    """Return groups of indexes that are certainly one person.

    Every index stands in one group; groups and indexes are in order. Which groups there are does
    not depend on the order of the nominees. Somebody who fits two people that contradict each
    other (two Anna Smiths on one ward) is certainly neither.
    """
    return _Comparison(nominees).groups()


def possible(nominees: Sequence[Described]) -> list[Pair]:
    """Return pairs (i < j), in order, that may be one person and are in no group together."""
    return _Comparison(nominees).pairs()


class _Comparison:
    """Everybody described, each different description once, with what their pairs tell."""

    def __init__(self, nominees: Sequence[Described]) -> None:
        places = defaultdict[Described, list[int]](list)
        for place, nominee in enumerate(nominees):
            places[nominee].append(place)
        self._readings = [Reading(nominee) for nominee in places]
        self._rows = list(places.values())
        self._verdicts = self._compared()

    def groups(self) -> list[list[int]]:
        """See `group`."""
        clusters, whole = self._joined()
        found: list[list[int]] = []
        for cluster in clusters:
            rows = [row for one in cluster for row in self._rows[one]]
            together = len(cluster) > 1 or cluster[0] in whole
            found += [sorted(rows)] if together else [[row] for row in rows]
        return sorted(found)

    def pairs(self) -> list[Pair]:
        """See `possible`."""
        group_of = {row: number for number, rows in enumerate(self.groups()) for row in rows}
        linked = {
            group_of[row]
            for reading, rows in zip(self._readings, self._rows, strict=True)
            if reading.told.person_id is not None
            for row in rows
        }
        found: set[Pair] = set()
        for one, other in self._verdicts:
            for row, its in product(self._rows[one], self._rows[other]):
                a, b = group_of[row], group_of[its]
                if a != b and not (a in linked and b in linked):
                    found.add((min(row, its), max(row, its)))
        return sorted(found)

    def _compared(self) -> dict[Pair, Verdict]:
        """Return what every pair that shares a key is, unless it is “different”.

        Descriptions that stand there several times are compared with themselves, too.
        """
        blocks = defaultdict[str, list[int]](list)
        for place, reading in enumerate(self._readings):
            for key in keys(reading.told):
                blocks[key].append(place)
        pairs = {pair for block in blocks.values() for pair in combinations(block, 2)}
        pairs.update((place, place) for place, rows in enumerate(self._rows) if len(rows) > 1)
        shared, verdicts = self._shared_addresses(), dict[Pair, Verdict]()
        for one, other in pairs:
            first, second = self._readings[one], self._readings[other]
            told = verdict(first, second, shared=first.address in shared)
            if told.likeness != "different":
                verdicts[one, other] = told
        return verdicts

    def _shared_addresses(self) -> set[str]:
        """Return the addresses that clearly different names, or different people, use."""
        users = defaultdict[str, list[Reading]](list)
        for reading in self._readings:
            if reading.address and reading.name.given:
                users[reading.address].append(reading)
        return {
            address
            for address, readings in users.items()
            for one, other in combinations(readings, 2)
            if names_clash(one, other) or contradict(one, other)
        }

    def _joined(self) -> tuple[list[Cluster], set[int]]:
        """Return who is one person, ground after ground, and whose own rows are one person."""
        clusters: list[Cluster] = [(place,) for place in range(len(self._readings))]
        whole: set[int] = set()
        for ground in _GROUNDS:
            same = Verdict("same", ground)
            edges = [pair for pair, told in self._verdicts.items() if told == same]
            clusters, doubtful = joined(clusters, edges, self._clash)
            whole |= {one for one, other in edges if one == other and one not in doubtful}
        return clusters, whole

    def _clash(self, some: Cluster, others: Cluster) -> bool:
        """Tell whether two clusters cannot be one person: they contradict, or no name fits."""
        pairs = list(product(some, others))
        if any(contradict(self._readings[a], self._readings[b]) for a, b in pairs):
            return True
        return not any(self._fit(a, b) for a, b in pairs)

    def _fit(self, one: int, other: int) -> bool:
        told = self._verdicts.get((min(one, other), max(one, other)))
        same = told is not None and told.likeness == "same"
        return same or names_fit(self._readings[one], self._readings[other])
