"""Pages for monitors: whether pages can be served, and the numbers of this process."""

import hmac

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from recognition import config, metrics
from recognition.access import anyone, open_to
from recognition.errors import Missing
from recognition.hall import queries
from recognition.monitors import for_monitors
from recognition.pages import received

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
    found = queries.health(received())
    answer = {
        "status": "ok" if found.is_good else "unavailable",
        "database": found.database,
        "migrations": found.migrations,
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
    page, content_type = meters.page(queries.figures(received()))
    return Response(page, content_type=content_type)
