"""The worker: sweeps the outbox, and does what time brings, until it is told to stop.

Any number may run side by side.
"""

import threading
import time
from collections.abc import Sequence

from flask import Flask

from recognition import config
from recognition.mail import actions, post
from recognition.mail.diary import Chore
from recognition.mail.noting import Notes

SWEEP_SECONDS = 2.0
CHORE_SECONDS = 60.0
DELIVERING = "mail.deliver_due"


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
    notes = Notes(app)

    def is_over() -> bool:
        notes.beat()
        return stop.is_set()

    def deliver() -> int:
        if by_smtp is None:
            return 0
        return actions.deliver_due(by_smtp, stopping=is_over, letters=notes.letters)

    while not stop.is_set():
        notes.beat()
        if chores and time.monotonic() >= due:
            due = time.monotonic() + chores_every
            for chore in chores:
                notes.do(chore)
                notes.beat()  # some take long
            notes.write()
        for errand in errands:
            notes.do(errand)
        if by_smtp is not None:
            notes.do(deliver, name=DELIVERING)
        stop.wait(every)
    notes.write()
