"""Doing one of many, so that one with a problem holds up no other."""

import logging
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.exc import OperationalError

from recognition.errors import Conflict

log = logging.getLogger(__name__)


def safely(work: Callable[[int, datetime], bool], number: int, moment: datetime) -> bool:
    """Return whether one was done; what could not be is left for the next time.

    Args:
        work: does one, in a transaction of its own.
        number: which one.
        moment: the instant to do it for, UTC.
    """
    try:
        return work(number, moment)
    except (Conflict, OperationalError):
        return False  # somebody else was at it; there is a next time
    except Exception as problem:
        # the text of an error can quote a letter: only its kind is kept
        what, kind = work.__name__.strip("_"), type(problem).__name__
        log.warning("%s of number %s was left for later: %s", what, number, kind)
        return False
