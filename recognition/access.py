"""Who may open a page: each page names its audience, and a page without one stays shut.

    @bp.get("/panel/<int:candidacy_id>")
    @open_to(queries.may_read)
    def read(candidacy_id: int) -> str: ...

A predicate is called with the viewer and the page's own arguments, and says yes or no. This module
knows neither people nor rooms: `app.py` tells it who is looking.
"""

from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from flask import Flask, current_app, redirect, request, url_for
from werkzeug.exceptions import Forbidden, HTTPException, NotFound
from werkzeug.wrappers import Response


class Viewer(Protocol):
    """Whoever is looking and has signed in."""

    @property
    def is_authenticated(self) -> bool:
        """True: a visitor who has not signed in is `None`, never a Viewer."""
        ...


View = TypeVar("View", bound=Callable[..., Any])
Predicate = Callable[..., bool]
Right = TypeVar("Right", bound=Predicate)
AUDIENCE = "__open_to__"
ONE_PROOF = "__on_one_proof__"


def on_one_proof(may: Right) -> Right:
    """Mark a predicate whose pages ask nobody for a second proof of who they are.

    Without this mark, whoever has to prove twice who they are does so first.
    """
    setattr(may, ONE_PROOF, True)
    return may


@on_one_proof
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


def opens_on_one_proof(path: str) -> bool:
    """Tell whether a page of ours asks nobody for a second proof, by its path and query."""
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(path.partition("?")[0])
    except HTTPException:
        return False
    may = audience(current_app.view_functions[endpoint])
    return may is not None and _takes_one_proof(may)


def guard(
    app: Flask,
    *,
    who: Callable[[], Viewer | None],
    sign_in: str,
    must_prove: Callable[[Any], bool],
    prove: str,
) -> None:
    """Ask before every request whether the viewer may open the page.

    Args:
        app: the application.
        who: says who is looking; None for a visitor who has not signed in.
        sign_in: endpoint of the sign-in page.
        must_prove: says whether somebody who has signed in still has to prove it a second time.
        prove: endpoint of the page on which they do.
    """

    @app.before_request
    def check() -> Response | None:
        if request.endpoint is None:
            return None  # nothing there: the 404 page follows
        may = audience(app.view_functions[request.endpoint])
        if may is None:
            raise Forbidden
        viewer = who()
        if viewer is not None and not _takes_one_proof(may) and must_prove(viewer):
            return redirect(url_for(prove, next=_onwards()))
        if may(viewer, **(request.view_args or {})):
            return None
        if viewer is not None:
            raise NotFound
        return redirect(url_for(sign_in, next=_onwards()))


def _takes_one_proof(may: Predicate) -> bool:
    return getattr(may, ONE_PROOF, False) is True


def _onwards() -> str:
    """Return the page to come back to; what was sent is not sent again."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"
