"""Headers, hosts, odd input, and the pages for when something is wrong."""

import logging
import traceback
from typing import Any

from flask import Flask, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import (
    InterfaceError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Map

from recognition import config, logs, patience
from recognition.access import anyone, open_to
from recognition.errors import Missing, Refused
from recognition.monitors import asked_by_monitor
from recognition.unsent import unsent

log = logging.getLogger(__name__)

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
LARGEST_NUMBER = 2**31 - 1
PAGES = {
    400: "errors/bad_request.html",
    403: "errors/forbidden.html",
    404: "errors/not_found.html",
    413: "errors/too_large.html",
    429: "errors/too_many.html",
}


class Number(IntegerConverter):
    """A number in an address that a database column can hold; a larger one is no page."""

    def __init__(self, url_map: Map, *args: Any, **kwargs: Any) -> None:
        """Bound the number, as werkzeug's own converter can."""
        super().__init__(url_map, *args, **{"max": LARGEST_NUMBER, **kwargs})


def protect(app: Flask) -> None:
    """Add the checks before each request, the headers after it, and the pages for what is wrong."""
    app.url_map.converters["int"] = Number
    open_to(anyone)(app.view_functions["static"])
    app.before_request(_refuse_foreign_host)
    app.before_request(_refuse_null_bytes)
    app.after_request(_headers)
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(CSRFError, _expired_form)
    app.register_error_handler(Missing, _missing)
    app.register_error_handler(Refused, _refused)
    # A table that is not there is a database not yet upgraded; SQLite and PostgreSQL name it apart.
    for problem in (OperationalError, InterfaceError, ProgrammingError, PoolTimeout):
        app.register_error_handler(problem, _database_problem)
    app.register_error_handler(Exception, _crash)


def _refuse_foreign_host() -> None:
    if asked_by_monitor(current_app.view_functions.get(request.endpoint or "")):
        return  # load balancers and monitors know this machine by a number
    settings = config.current()
    allowed = {settings.host_name}
    if settings.demo or current_app.testing:
        allowed |= {"localhost", "127.0.0.1"}
    if request.host.rsplit(":", 1)[0].strip("[]") not in allowed:
        abort(400)


def _refuse_null_bytes() -> None:
    given = (*request.args.lists(), *request.form.lists())
    values = [request.path, *(text for name, texts in given for text in (name, *texts))]
    if any("\x00" in value for value in values):
        abort(400)


def _headers(response: Response) -> Response:
    policy = response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    if "frame-ancestors" not in policy or "frame-ancestors 'none'" in policy:
        # the older header knows no list of sites, so where there is one the policy alone speaks
        response.headers.setdefault("X-Frame-Options", "DENY")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    is_static = request.endpoint == "static"
    if not is_static and not response.cache_control.immutable:
        response.headers["Cache-Control"] = "no-store"
    elif is_static and not _is_of_this_version(response):
        # a script that another one imports, whose address never changes; or a page of another node
        # asked, which has other code while an installation is upgraded
        response.headers["Cache-Control"] = "no-cache"
    if config.current().secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _is_of_this_version(response: Response) -> bool:
    """Hold when a static file was asked for, and found, in the version that lies here."""
    given = request.args.get("v", "")
    if not given or response.status_code >= 400:
        return False
    static_url: Any = current_app.jinja_env.globals["static_url"]
    name = (request.view_args or {}).get("filename", "")
    return str(static_url(name)).endswith(f"v={given}")


def _page(code: int, **context: object) -> ResponseReturnValue:
    return _shown(PAGES.get(code, "errors/crash.html"), **context), code


def _shown(template: str, **context: object) -> str:
    """Return a page about something wrong; it looks the same at every address."""
    return render_template(template, this_page="/", **context)


def _http_problem(problem: HTTPException) -> ResponseReturnValue:
    code = problem.code or 500
    if code < 400:
        return problem
    if code in {405, 410}:
        code = 404  # an unknown page, a forbidden one and a deleted one look the same
    if code not in PAGES and code < 500:
        code = 400
    return _page(code)


def _expired_form(_problem: CSRFError) -> ResponseReturnValue:
    return _page(400, expired=True)


def _missing(_problem: Missing) -> ResponseReturnValue:
    return _page(404)


def _refused(refused: Refused) -> ResponseReturnValue:
    """Say why, where a page had no form left to put the reason on."""
    return _shown("errors/refused.html", reason=refused.reason), 409


def _database_problem(problem: SQLAlchemyError) -> ResponseReturnValue:
    log.error("the database did not answer: %s", type(problem).__name__)
    patience.give_up()
    return _shown("errors/unavailable.html", unsent=unsent()), 503


def _crash(problem: Exception) -> ResponseReturnValue:
    # The rule is logged and not the path, because a path can hold a private code.
    # What the problem says is not logged either: it can quote what somebody typed.
    places = "".join(traceback.format_tb(problem.__traceback__))
    reference = logs.reference()
    log.error("crash %s at %s: %s\n%s", reference, request.url_rule, type(problem).__name__, places)
    return _shown("errors/crash.html", reference=reference), 500
