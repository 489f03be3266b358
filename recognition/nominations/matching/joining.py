"""Joining what belongs together, unless something in it contradicts itself."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

Pair = tuple[int, int]
Cluster = tuple[int, ...]
Clash = Callable[[Cluster, Cluster], bool]


class Joined(NamedTuple):
    """Clusters of members, and the members that could have been joined but are in doubt."""

    clusters: list[Cluster]
    doubtful: frozenset[int]


def joined(clusters: Sequence[Cluster], edges: Collection[Pair], clash: Clash) -> Joined:
    """Join clusters whose members an edge connects, where the whole does not clash.

    A cluster that is connected to two that clash with each other belongs to neither of them. If
    what then still hangs together clashes, all of it stays apart. The answer does not depend on
    the order of clusters or edges.
    """
    near = _neighbours(clusters, edges, clash)
    made: list[Cluster] = []
    doubtful: set[int] = set()
    for component in _components(range(len(clusters)), near):
        clashing = [
            (a, b) for a, b in combinations(component, 2) if clash(clusters[a], clusters[b])
        ]
        torn = {n for n in component if any(a in near[n] and b in near[n] for a, b in clashing)}
        for part in list(_components(component - torn, near)):
            if any(a in part and b in part for a, b in clashing):
                torn |= part
            else:
                made.append(tuple(sorted(member for n in part for member in clusters[n])))
        made += [clusters[n] for n in torn]
        doubtful.update(member for n in torn for member in clusters[n])
    return Joined(made, frozenset(doubtful))


def _neighbours(
    clusters: Sequence[Cluster], edges: Collection[Pair], clash: Clash
) -> Mapping[int, set[int]]:
    number_of = {member: n for n, members in enumerate(clusters) for member in members}
    near = defaultdict[int, set[int]](set)
    for one, other in edges:
        a, b = number_of[one], number_of[other]
        if a != b and b not in near[a] and not clash(clusters[a], clusters[b]):
            near[a].add(b)
            near[b].add(a)
    return near


def _components(members: Collection[int], near: Mapping[int, set[int]]) -> Iterator[set[int]]:
    left = set(members)
    while left:
        found, ahead = set[int](), {left.pop()}
        while ahead:
            found |= ahead
            ahead = {there for here in ahead for there in near[here]} & left
            left -= ahead
        yield found
