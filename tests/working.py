"""A worker in a thread of its own, while a test looks at what it does."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask

from recognition.mail import worker
from tools.running import PATIENCE_SECONDS


@contextmanager
def at_work(app: Flask, **more: Any) -> Iterator[None]:
    """Have a worker look around many times a second; it has stopped when this ends.

    Args:
        app: whose letters and chores it does.
        more: what else `worker.run` is told.
    """
    stop = threading.Event()
    thread = threading.Thread(
        target=worker.run, args=(app, stop), kwargs={"every": 0.05, **more}, daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(PATIENCE_SECONDS)
    assert not thread.is_alive(), "it was told to stop"
