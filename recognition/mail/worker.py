"""The worker: sweeps the outbox until it is told to stop. Any number may run side by side."""

import logging
import threading

from flask import Flask
from sqlalchemy.exc import OperationalError

from recognition import config
from recognition.mail import actions, post

log = logging.getLogger(__name__)

SWEEP_SECONDS = 2.0


def run(app: Flask, stop: threading.Event, *, every: float = SWEEP_SECONDS) -> None:
    """Deliver what is due, again and again, until `stop` is set.

    Without a mail server in the settings, letters stay in the outbox.

    Args:
        app: the application whose outbox it is.
        stop: set it to end the worker after the letter in flight.
        every: seconds between sweeps.
    """
    with app.app_context():
        mail_url = config.current().mail_url
    if mail_url is None:
        stop.wait()
        return
    by_smtp = post.by_smtp(mail_url)
    while not stop.is_set():
        try:
            with app.app_context():
                actions.deliver_due(by_smtp, stopping=stop.is_set)
        except OperationalError:
            log.warning("the database did not answer; the outbox is swept again soon")
        except Exception as problem:
            # the letters still to come must not wait for ever; a text could quote one of them
            log.warning("the outbox is swept again soon after %s", type(problem).__name__)
        stop.wait(every)
