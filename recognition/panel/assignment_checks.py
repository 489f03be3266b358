"""Checking what an assignment is asked for, and turning names into arrays."""

import math
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from recognition.panel.assignment_terms import Counts, Flags, Numbers, Pair, Terms


def check_terms(
    judges: Sequence[str],
    items: Sequence[str],
    k: int | Mapping[str, int],
    *,
    conflicts: Collection[Pair],
    capacity: int | Mapping[str, int] | None,
    affinity: Mapping[Pair, float],
    locked: Collection[Pair],
    groups: Mapping[str, str] | None,
) -> Terms:
    """Check everything that was given and return it as arrays.

    Args:
        judges: names, each once.
        items: names, each once.
        k: readers for every item, or for each by name (all of them).
        conflicts: (judge, item) pairs that must not be given.
        capacity: most reviews of every judge, or by name; who is not named has no limit.
        affinity: how well judge and item fit, 0 to 1.
        locked: (judge, item) pairs that stay.
        groups: the group of each item (all of them).

    Raises:
        ValueError: a name is unknown, missing or given twice, or a number is out of its range.
    """
    names, things = _numbered(judges, "judge"), _numbered(items, "item")
    wanted = _wanted(k, things)
    most = _limits(capacity, names, len(things))
    if len(set(locked)) < len(locked):
        raise ValueError("A locked pair is given twice.")
    barred, kept = _marked(conflicts, names, things), _marked(locked, names, things)
    held, busy = kept & ~barred, kept.sum(axis=0, dtype=np.int64)
    return Terms(
        judges=tuple(names),
        items=tuple(things),
        need=np.maximum(wanted - held.sum(axis=1), 0),
        eligible=~barred & ~kept,
        held=held,
        busy=busy,
        room=np.maximum(most - busy, 0),
        affinity=_fit(affinity, names, things),
        group=_grouped(groups, things),
    )


def _numbered(names: Sequence[str], kind: str) -> dict[str, int]:
    """Return the position of each name in the order of names."""
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise ValueError(f"The {kind} “{twice[0]}” is given twice.")
    return {name: position for position, name in enumerate(sorted(names))}


def _check_known(names: Iterable[str], known: Mapping[str, int], kind: str) -> None:
    unknown = sorted(set(names) - known.keys())
    if unknown:
        raise ValueError(f"There is no {kind} “{unknown[0]}”.")


def _wanted(k: int | Mapping[str, int], items: Mapping[str, int]) -> Counts:
    named = k if isinstance(k, Mapping) else dict.fromkeys(items, k)
    _check_known(named, items, "item")
    for item in items:
        if item not in named:
            raise ValueError(f"Nobody said how many readers the item “{item}” needs.")
    if any(number < 0 for number in named.values()) or (not isinstance(k, Mapping) and k < 0):
        raise ValueError("The number of readers must not be negative.")
    return np.array([named[item] for item in items], dtype=np.int64)


def _limits(
    capacity: int | Mapping[str, int] | None, judges: Mapping[str, int], most: int
) -> Counts:
    """Return the most reviews of each judge: `most`, one of each item, where no limit is set."""
    if isinstance(capacity, Mapping):
        named = capacity
    else:
        named = {} if capacity is None else dict.fromkeys(judges, capacity)
    _check_known(named, judges, "judge")
    if any(number < 0 for number in named.values()) or (isinstance(capacity, int) and capacity < 0):
        raise ValueError("The most that a judge can read must not be negative.")
    return np.array([min(named.get(judge, most), most) for judge in judges], dtype=np.int64)


def _marked(pairs: Collection[Pair], judges: Mapping[str, int], items: Mapping[str, int]) -> Flags:
    """Return an (N, J) array that is true at these pairs."""
    _check_known((judge for judge, _item in pairs), judges, "judge")
    _check_known((item for _judge, item in pairs), items, "item")
    marked = np.zeros((len(items), len(judges)), dtype=bool)
    for judge, item in pairs:
        marked[items[item], judges[judge]] = True
    return marked


def _fit(
    affinity: Mapping[Pair, float], judges: Mapping[str, int], items: Mapping[str, int]
) -> Numbers:
    _check_known((judge for judge, _item in affinity), judges, "judge")
    _check_known((item for _judge, item in affinity), items, "item")
    fit = np.zeros((len(items), len(judges)))
    for (judge, item), value in affinity.items():
        if not (math.isfinite(value) and 0 <= value <= 1):
            raise ValueError("Every affinity must lie between 0 and 1.")
        fit[items[item], judges[judge]] = value
    return fit


def _grouped(groups: Mapping[str, str] | None, items: Mapping[str, int]) -> Counts:
    if groups is None:
        return np.zeros(len(items), dtype=np.int64)
    _check_known(groups, items, "item")
    for item in items:
        if item not in groups:
            raise ValueError(f"Nobody said which group the item “{item}” belongs to.")
    number = {name: position for position, name in enumerate(sorted(set(groups.values())))}
    return np.array([number[groups[item]] for item in items], dtype=np.int64)
