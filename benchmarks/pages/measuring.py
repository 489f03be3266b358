"""Every errand on every database, in turns with the bare page, so that noise befalls all alike.

Whoever does one, and whoever asks for the bare page, comes over a connection of their own, as
people do, and keeps it to the end of the errand.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.pages.errands import Task
from tests.visitor import Gone, Unexpected, Visitor
from tools.servers import Server

TIMES = 30
WARM = 3
FEWEST, SECONDS = 5, 20.0
"""After so many seconds a slow errand is done no more than five times."""


@dataclass(frozen=True)
class Place:
    """One database being served: how much is in it, what is asked of it, and with which cookies."""

    size: int
    server: Server
    tasks: Sequence[Task]
    cookies: Mapping[str, str]


@dataclass(frozen=True)
class Timing:
    """Milliseconds that one errand took at one size: median, 95th percentile, and each time."""

    size: int
    task: Task
    bare: float
    median: float
    slow: float
    bytes: int

    @property
    def ratio(self) -> float:
        """Times as long as the bare page, asked in the same turns."""
        return self.median / self.bare


def measure(
    places: Sequence[Place], bare: Server, *, times: int = TIMES, only: str = ""
) -> list[Timing]:
    """Do every errand on every database `times` times, in turns; return what each took."""
    found = []
    for number, task in enumerate(places[0].tasks):
        if only and only not in task.name:
            continue
        try:
            found += _in_turns([(place, place.tasks[number]) for place in places], bare, times)
        except (Gone, Unexpected) as problem:  # the others are measured all the same
            print(f"Not measured: {task.name} ({str(problem)[:120]})", flush=True)
    return found


def _in_turns(pairs: Sequence[tuple[Place, Task]], bare: Server, times: int) -> list[Timing]:
    plain = Visitor(bare.url)
    visitors = [Visitor(p.server.url, p.cookies.get(task.who, "")) for p, task in pairs]
    spent: list[list[float]] = [[] for _pair in pairs]
    floor: list[float] = []
    sizes = [0] * len(pairs)
    began = time.perf_counter()
    for turn in range(-WARM, times):
        if turn >= FEWEST and time.perf_counter() - began > SECONDS:
            break
        for place, ((_place, task), visitor) in enumerate(zip(pairs, visitors, strict=True)):
            for browser in (plain, visitor):  # each comes over a connection of its own
                browser.close()
                browser.answers.clear()
            plain.get("/")
            task.errand(visitor)
            if turn >= 0:
                floor.append(_milliseconds(plain))
                spent[place].append(_milliseconds(visitor))
                sizes[place] = sum(len(answer.body) for answer in visitor.answers)
    return [
        Timing(place.size, task, median(floor), median(each), percentile(each), size)
        for (place, task), each, size in zip(pairs, spent, sizes, strict=True)
    ]


def _milliseconds(visitor: Visitor) -> float:
    return sum(answer.seconds for answer in visitor.answers) * 1_000


def percentile(values: Sequence[float], part: float = 0.95) -> float:
    """Return the smallest value that at least `part` of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(part * 100) * len(ordered) // 100) - 1)]
