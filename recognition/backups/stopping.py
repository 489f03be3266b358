"""SIGTERM, heard only where something can be done about what was just begun."""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[Callable[[], None]]:
    """Hold back SIGTERM, and lend what hears it; when this ends it is heard anyhow.

    Between the making of a file or a process and the line that would take it away again, nobody
    knows of it yet: a signal that is heard there leaves it behind. For the main thread alone, which
    is where Python hears signals.
    """
    told: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _frame: told.append(number))

    def hear() -> None:
        signal.signal(signal.SIGTERM, before)
        while told:
            signal.raise_signal(told.pop())

    try:
        yield hear
    finally:
        hear()
