"""Doing the work of a worker so that none of it stops the rest, and noting what it came to."""

import logging
import time

from flask import Flask
from sqlalchemy.exc import OperationalError

from recognition import clock
from recognition.mail import actions
from recognition.mail.diary import Chore, Letters, Work, added, how_many, name_of, run_of

log = logging.getLogger(__name__)

PULSE_SECONDS = 60.0


class Notes:
    """What one worker did since it last wrote it down, which it does at most once a minute.

    It writes in a transaction of its own, after the work, so that a chore holds nothing longer;
    what could not be written is kept for the next time.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._works: dict[str, Work] = {}
        self._started_at = clock.now()
        self._due = time.monotonic()
        self.letters = Letters()

    def do(self, chore: Chore, *, name: str = "") -> None:
        """Do a chore; what goes wrong is told and noted, and ends nothing else.

        Args:
            chore: it returns how many things it did, or whether it did any.
            name: what it is called; unless given, as `diary.name_of` says.
        """
        name = name or name_of(chore)
        began, clocked = clock.now(), time.perf_counter()
        done, problem = 0, ""
        try:
            with self._app.app_context():
                done = how_many(chore())
        except Exception as error:
            problem = _told(error, name)
        took = round((time.perf_counter() - clocked) * 1000)
        run = run_of(name, began, clock.now(), milliseconds=took, done=done, problem=problem)
        self._works[run.name] = added(self._works.get(run.name), run)
        if done:
            facts = {"chore": name, "done": done, "milliseconds": took}
            log.info("%(chore)s: %(done)s done in %(milliseconds)s ms", facts, extra=facts)

    def beat(self) -> None:
        """Say that this worker lives, and what it did, unless that was a moment ago."""
        if time.monotonic() >= self._due:
            self.write()

    def write(self) -> None:
        """Say so now."""
        self._due = time.monotonic() + PULSE_SECONDS
        try:
            with self._app.app_context():
                works = tuple(self._works.values())
                actions.keep_diary(self._started_at, works, self.letters)
        except Exception as error:
            _told(error, "mail.keep_diary")
        else:
            self._works.clear()


def _told(problem: Exception, chore: str) -> str:
    """Tell the log what went wrong with a chore, and return its kind; a text could quote a letter.

    What is still to come must not wait for ever, so nothing more is made of it here.
    """
    kind = type(problem).__name__
    facts = {"chore": chore, "problem": kind}
    if isinstance(problem, OperationalError):
        log.warning("the database did not answer; the worker goes on soon", extra=facts)
    else:
        log.warning("the worker goes on soon after %(problem)s", facts, extra=facts)
    return kind
