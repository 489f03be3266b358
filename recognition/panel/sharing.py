"""A fair share of the reading: everyone eligible, loads as even as they can be."""

from collections import deque
from collections.abc import Collection, Sequence

Pair = tuple[int, int]


class Shortfall(Exception):
    """Some nominations cannot get their readers; `missing` says how many each would lack."""

    def __init__(self, missing: dict[int, int]) -> None:
        super().__init__(f"{len(missing)} nominations lack readers")
        self.missing = missing


def share(
    readers: Collection[int],
    items: Sequence[int],
    reads: int,
    *,
    refused: Collection[Pair] = (),
    already: Collection[Pair] = (),
) -> list[Pair]:
    """Give every item at least `reads` readers, and every reader about as many items.

    What is assigned already stays where it is and counts. Those with the fewest possible readers
    choose first, always the least loaded reader; then single items move along chains of readers
    until no two loads that can be evened out differ by more than one. The answer depends on
    nothing but the sets that were given.

    Args:
        readers: numbers of readers.
        items: numbers of items.
        reads: readers for each item, at least 1.
        refused: (item, reader) pairs that must not be.
        already: (item, reader) pairs that are.

    Returns:
        The (item, reader) pairs to add, sorted.

    Raises:
        Shortfall: an item has fewer possible readers than `reads`; nothing is shared.
    """
    barred, held = set(refused), set(already)
    has = {item: set[int]() for item in items}
    load = dict.fromkeys(sorted(readers), 0)
    for item, reader in held:
        if item in has:
            has[item].add(reader)
        if reader in load:
            load[reader] += 1
    open_to = {
        item: [r for r in load if (item, r) not in barred and r not in has[item]] for item in items
    }
    need = {item: max(0, reads - len(has[item])) for item in items}
    missing = {item: need[item] - len(open_to[item]) for item in items}
    if any(number > 0 for number in missing.values()):
        raise Shortfall({item: number for item, number in sorted(missing.items()) if number > 0})
    given: dict[int, set[int]] = {reader: set() for reader in load}
    for item in sorted(items, key=lambda item: (len(open_to[item]), item)):
        for reader in sorted(open_to[item], key=lambda reader: (load[reader], reader))[
            : need[item]
        ]:
            given[reader].add(item)
            load[reader] += 1
    while _even_out(load, given, open_to):
        pass
    return sorted((item, reader) for reader, mine in given.items() for item in mine)


def _even_out(
    load: dict[int, int], given: dict[int, set[int]], open_to: dict[int, list[int]]
) -> bool:
    """Move one item each along a chain from a heavy to a light load; tell whether one was found."""
    for heavy in sorted(load, key=lambda reader: (-load[reader], reader)):
        chain = _chain(heavy, load, given, open_to)
        if chain:
            for source, item, target in chain:
                given[source].remove(item)
                given[target].add(item)
            load[heavy] -= 1
            load[chain[-1][2]] += 1
            return True
    return False


def _chain(
    heavy: int, load: dict[int, int], given: dict[int, set[int]], open_to: dict[int, list[int]]
) -> list[tuple[int, int, int]]:
    """Find the shortest chain of (from, item, to) that ends at least two below `heavy`."""
    if min(load.values()) > load[heavy] - 2:
        return []
    came: dict[int, tuple[int, int]] = {heavy: (heavy, 0)}
    queue = deque([heavy])
    while queue:
        source = queue.popleft()
        if load[source] <= load[heavy] - 2:
            steps = []
            while source != heavy:
                before, item = came[source]
                steps.append((before, item, source))
                source = before
            return steps[::-1]
        for item in sorted(given[source]):
            for target in open_to[item]:
                if target not in came and item not in given[target]:
                    came[target] = (source, item)
                    queue.append(target)
    return []
