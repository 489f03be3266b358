"""Pages for monitors: whether pages can be served, and the numbers of this process."""

import hmac
from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Flask, Response, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from recognition import config, metrics
from recognition.access import anyone, open_to
from recognition.bounded import Bounded
from recognition.errors import Missing
from recognition.hall import queries
from recognition.hall.queries import Health
from recognition.monitors import for_monitors
from recognition.pages import received

SECONDS = 4.0  # monitors wait five, as a rule
Answer = TypeVar("Answer")

bp = Blueprint("monitors", __name__)


def has_token() -> bool:
    """Tell whether whoever asks knows the token for the numbers; nobody does where none is set."""
    token = config.current().metrics_token
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    is_same = hmac.compare_digest(given.strip().encode(), (token or "").encode())
    return token is not None and is_same and scheme.lower() == "bearer"


@bp.get("/health")
@open_to(anyone)
@for_monitors()
def health() -> ResponseReturnValue:
    """Tell a monitor whether the database and its migrations are right."""
    at = received()
    found = _in_time(lambda: queries.health(at), otherwise=Health(database=False, migrations=False))
    answer = {
        "status": "ok" if found.is_good else "unavailable",
        "database": found.database,
        "migrations": "newer" if found.newer else found.migrations,
        "worker": "seen" if found.worker else "not seen",
    }
    return jsonify(answer), 200 if found.is_good else 503


@bp.get("/metrics")
@open_to(anyone)
@for_monitors(has_token)
def numbers() -> Response:
    """Give Prometheus the numbers of this process; nobody else hears that there are any."""
    meters = metrics.meters()
    if meters is None or not has_token():
        raise Missing
    at = received()
    found = _in_time(lambda: queries.figures(at), otherwise=queries.no_figures())
    page, content_type = meters.page(found)
    return Response(page, content_type=content_type)


def _in_time(question: Callable[[], Answer], *, otherwise: Answer) -> Answer:
    """Return what the database answers, or something else where it does not in time.

    Args:
        question: one for each page; whoever opens that page meanwhile waits for the same answer.
        otherwise: what to return after four seconds.
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    asked: Bounded[Answer] = app.extensions.setdefault(f"bounded {request.path}", Bounded(SECONDS))

    def ask() -> Answer:
        with app.app_context():
            return question()

    try:
        return asked.ask(ask)
    except TimeoutError:
        return otherwise
