"""Who may open a page: each page names its audience, and a page without one stays shut.

    @bp.get("/panel/<int:candidacy_id>")
    @open_to(queries.may_read)
    def read(candidacy_id: int) -> str: ...

A predicate is called with the viewer and the page's own arguments, and says yes or no. This module
knows neither people nor rooms: `app.py` tells it who is looking.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, redirect, request, url_for
from werkzeug.exceptions import Forbidden, NotFound
from werkzeug.wrappers import Response


class Viewer(Protocol):
    """Whoever is looking and has signed in."""

    @property
    def is_authenticated(self) -> bool:
        """True: a visitor who has not signed in is `None`, never a Viewer."""
        ...


View = TypeVar("View", bound=Callable[..., Any])
Predicate = Callable[..., bool]
AUDIENCE = "__open_to__"


def anyone(viewer: object, **arguments: object) -> bool:
    """Let everybody in."""
    return True


def signed_in(viewer: object, **arguments: object) -> bool:
    """Let everybody in who has signed in."""
    return viewer is not None


def open_to(may: Predicate) -> Callable[[View], View]:
    """Mark a page as open to those for whom `may(viewer, **arguments of the page)` is true."""

    def mark(view: View) -> View:
        setattr(view, AUDIENCE, may)
        return view

    return mark


def audience(view: Callable[..., Any]) -> Predicate | None:
    """Return the mark of a page, or None where somebody forgot it."""
    marked: Predicate | None = getattr(view, AUDIENCE, None)
    return marked


def guard(app: Flask, *, who: Callable[[], Viewer | None], sign_in: str) -> None:
    """Ask before every request whether the viewer may open the page.

    Args:
        app: the application.
        who: says who is looking; None for a visitor who has not signed in.
        sign_in: endpoint of the sign-in page.
    """

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None  # nothing there: the 404 page follows
        may = audience(app.view_functions[request.endpoint])
        if may is None:
            raise Forbidden
        viewer = who()
        if may(viewer, **(request.view_args or {})):
            return None
        if viewer is not None:
            raise NotFound
        onwards = request.full_path.rstrip("?") if request.method == "GET" else "/"
        return redirect(url_for(sign_in, next=onwards))
