"""How long assigning a large round takes, and how even it is beside drawing readers by lot.

    python benchmarks/assignment.py

It assigns 40 judges × 5,000 nominations × 5 readers with 5 % conflicts five times and prints the
median processor time, also as a ratio to a bare loop that adds ten million numbers in the same run:
only that ratio travels from one machine to another. For this and for 12 × 100 × 3 it then prints
the lightest and heaviest load and the efficiency of the design (1: every two judges read equally
many nominations together), against readers drawn by lot.
"""

import random
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from recognition.panel.assignment import assign
from tests.panel.test_assignment import efficiency

TIMES = 5
LOOP = 10_000_000
LARGE, SMALL = (40, 5_000, 5), (12, 100, 3)
CONFLICTS = 0.05

Pairs = list[tuple[str, str]]


def round_of(judges: int, items: int) -> tuple[list[str], list[str], set[tuple[str, str]]]:
    """Return judges, items and conflicts between a twentieth of them."""
    chooser = random.Random(1)
    names = [f"judge {number:02}" for number in range(judges)]
    things = [f"item {number:04}" for number in range(items)]
    every = [(judge, item) for judge in names for item in things]
    return names, things, {pair for pair in every if chooser.random() < CONFLICTS}


def by_lot(judges: list[str], items: list[str], k: int, conflicts: set[tuple[str, str]]) -> Pairs:
    """Return k eligible readers for each item, drawn by lot."""
    chooser = random.Random(2)
    pairs = []
    for item in items:
        eligible = [judge for judge in judges if (judge, item) not in conflicts]
        pairs += [(judge, item) for judge in chooser.sample(eligible, k)]
    return pairs


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that a piece of work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def bare_loop() -> int:
    total = 0
    for number in range(LOOP):
        total += number
    return total


def evenness(pairs: Pairs, judges: list[str]) -> str:
    """Say how even an assignment is."""
    loads = Counter(judge for judge, _item in pairs)
    lightest, heaviest = min(loads.values()), max(loads.values())
    return f"loads {lightest} to {heaviest}, efficiency {efficiency(pairs, judges):.4f}"


def main() -> None:
    """Measure, and print what was found."""
    for size in (LARGE, SMALL):
        judges, items, conflicts = round_of(*size[:2])
        k = size[2]
        taken = statistics.median(
            seconds(lambda: assign(judges, items, k, conflicts))  # noqa: B023
            for _each in range(TIMES)
        )
        loop = statistics.median(seconds(bare_loop) for _each in range(TIMES))
        print(f"{' × '.join(f'{n:,}' for n in size)}: {taken:.2f} s, {taken / loop:.2f} bare loops")
        print("  assigned:", evenness(assign(judges, items, k, conflicts), judges))
        print("  by lot:  ", evenness(by_lot(judges, items, k, conflicts), judges))


if __name__ == "__main__":
    main()
