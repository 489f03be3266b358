"""Asking what may never answer, and waiting for it so long and no longer."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import Generic, TypeVar

Answer = TypeVar("Answer")

ABANDONED_SECONDS = 30.0
"""After so long a question is asked anew: the answer to the one before may never come."""


class Bounded(Generic[Answer]):
    """One question, asked by many, who share the answer while it is awaited.

    It is asked in a thread of its own, so that a database that has hung holds one thread in half a
    minute, and not one for every monitor that looks in.
    """

    def __init__(self, seconds: float) -> None:
        """Make it.

        Args:
            seconds: how long each who asks waits.
        """
        self._seconds = seconds
        self._lock = threading.Lock()
        self._awaited: Future[Answer] | None = None
        self._asked_at = 0.0

    def ask(self, question: Callable[[], Answer]) -> Answer:
        """Return the answer, or raise what the question raised.

        Raises:
            TimeoutError: there was none in time.
        """
        with self._lock:
            waited = time.monotonic() - self._asked_at
            if self._awaited is None or self._awaited.done() or waited > ABANDONED_SECONDS:
                self._awaited, self._asked_at = Future(), time.monotonic()
                asking = threading.Thread(
                    target=_answer, args=(self._awaited, question), daemon=True
                )
                asking.start()
            awaited = self._awaited
        return awaited.result(self._seconds)


def _answer(awaited: "Future[Answer]", question: Callable[[], Answer]) -> None:
    try:
        awaited.set_result(question())
    except BaseException as problem:  # whoever waits is to hear of it, whatever it is
        awaited.set_exception(problem)
