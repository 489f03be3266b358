"""Noting the newest entry outside the database."""

import logging

from recognition import clock, config
from recognition.audit import heads
from recognition.audit.models import Head
from recognition.audit.rules import Noted, is_due
from recognition.database import db

log = logging.getLogger(__name__)


def note_head() -> bool:
    """Note the newest entry in the file outside the database, once a day; a chore of the worker.

    A file that cannot be written is told to the log, and stops nothing else.

    Returns:
        True when a line was added.
    """
    file, moment = config.current().audit_heads, clock.now()
    if file is None:
        return False
    try:
        if not is_due(heads.noted(file), today=moment.date()):
            return False
        head = db.session.get(Head, 1)
        if head is None:
            return False
        heads.note(file, Noted(moment, head.number, head.digest))
    except OSError as problem:
        log.warning("the head of the audit trail was not noted: %s", problem.strerror)
        return False
    return True
