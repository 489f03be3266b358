"""What the application writes to its log: what happened, and never to whom.

Each line has a time (UTC), a level, who says it, and what; a line about a request also has its
reference, which stands on the page somebody saw when something went wrong. Requests are told by
method, rule, status and milliseconds: a path can hold a private code, and a query what was typed.
"""

import logging
import secrets
import sys
import time
from datetime import UTC, datetime

from flask import Flask, Response, current_app, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

from recognition.monitors import asked_by_monitor

log = logging.getLogger("recognition.requests")

FIELDS = ("at", "level", "logger", "message", "reference")
PLAIN = "%(at)s %(level)s %(message)s %(reference)s"


class Facts(logging.Filter):
    """Adds to each record what our lines are made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Add time, level, logger, and the reference of the request; keep the record."""
        moment = datetime.fromtimestamp(record.created, UTC)
        record.at = moment.isoformat(timespec="milliseconds")
        record.level, record.logger = record.levelname.lower(), record.name
        record.reference = reference()
        return True


def speak(*, as_json: bool) -> None:
    """Write every line of the log to standard error from now on.

    Args:
        as_json: one JSON object a line, for programs; otherwise plain lines, for people.
    """
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(Facts())
    handler.setFormatter(JsonFormatter(FIELDS) if as_json else logging.Formatter(PLAIN))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)


def note_requests(app: Flask) -> None:
    """Give each request a reference, and tell how it ended."""

    @app.before_request
    def begin() -> None:
        g.reference, g.began = secrets.token_hex(4), time.perf_counter()

    @app.after_request
    def tell(response: Response) -> Response:
        if request.endpoint != "static" and "began" in g:
            facts = {
                "method": request.method,
                "rule": str(request.url_rule) if request.url_rule else None,
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - g.began) * 1000, 1),
            }
            level = logging.DEBUG if _is_routine(response) else logging.INFO
            words = "%(method)s %(rule)s %(status)s in %(milliseconds)s ms"
            log.log(level, words, facts, extra=facts)
        return response


def _is_routine(response: Response) -> bool:
    """Tell whether a monitor asked and all was well, which it does every few seconds."""
    view = current_app.view_functions.get(request.endpoint or "")
    return response.status_code == 200 and asked_by_monitor(view)


def reference() -> str:
    """Return the reference of the request that is being answered; empty outside of one."""
    return str(g.get("reference", "")) if has_request_context() else ""
