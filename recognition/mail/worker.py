"""The worker: sweeps the outbox, and does what time brings, until it is told to stop.

Any number may run side by side.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from flask import Flask
from sqlalchemy.exc import OperationalError

from recognition import config
from recognition.mail import actions, post

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0
CHORE_SECONDS = 60.0
PULSE_SECONDS = 60.0
Chore = Callable[[], object]


def run(
    app: Flask,
    stop: threading.Event,
    *,
    every: float = SWEEP_SECONDS,
    chores: Sequence[Chore] = (),
    chores_every: float = CHORE_SECONDS,
    errands: Sequence[Chore] = (),
) -> None:
    """Deliver what is due, and do the chores, again and again, until `stop` is set.

    Without a mail server in the settings, letters stay in the outbox.

    Args:
        app: the application whose outbox it is.
        stop: set it to end the worker after the letter in flight.
        every: seconds between sweeps.
        chores: timed work of other rooms, each harmless when there is nothing to do or when another
            worker does it at the same moment.
        chores_every: seconds between rounds of chores.
        errands: work that somebody waits for, looked for at every sweep; cheap when there is none.
    """
    with app.app_context():
        mail_url = config.current().mail_url
    by_smtp = post.by_smtp(mail_url) if mail_url else None
    due = time.monotonic()
    alive = _Pulse(app)

    def is_over() -> bool:
        alive.beat()
        return stop.is_set()

    while not stop.is_set():
        alive.beat()
        if time.monotonic() >= due:
            due = time.monotonic() + chores_every
            for chore in chores:
                _safely(app, chore)
        for errand in errands:
            _safely(app, errand)
        if by_smtp is not None:
            _safely(app, lambda: actions.deliver_due(by_smtp, stopping=is_over))
        stop.wait(every)


class _Pulse:
    """Says that this worker is at work, at most once a minute; also while a server is slow."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._due = time.monotonic()

    def beat(self) -> None:
        """Say so, unless that was a moment ago."""
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + PULSE_SECONDS
        _safely(self._app, actions.sign_of_life)


def _safely(app: Flask, work: Chore) -> None:
    try:
        with app.app_context():
            work()
    except OperationalError:
        log.warning("the database did not answer; the worker goes on soon")
    except Exception as problem:
        # what is still to come must not wait for ever; a text could quote a letter
        log.warning("the worker goes on soon after %s", type(problem).__name__)
