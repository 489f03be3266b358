"""The administrators' desk, and the trail of what happened."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.audit.queries import first_problem
from recognition.hall import queries
from recognition.languages import queries as languages
from recognition.pages import page_number, page_url, received
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer

LONGEST = 60
FILTERS = ("q", "who", "from", "to")

bp = Blueprint("manage", __name__, url_prefix="/manage")


@bp.get("")
@open_to(is_administrator)
def desk() -> str:
    """Show what waits, and the way to everything an administrator looks after."""
    at, viewer = received(), required_viewer()
    return render_template(
        "hall/desk.html",
        desk=queries.desk(viewer, at),
        reviews_languages=languages.may_review(viewer),
        reads_trail=queries.may_read_trail(viewer),
        at=at,
    )


@bp.get("/audit")
@open_to(queries.may_read_trail)
def audit() -> ResponseReturnValue:
    """Show what happened, newest first; `?verify=1` proves that nothing was altered."""
    asked = {name: request.args.get(name, "").strip()[:LONGEST] for name in FILTERS}
    days, unread = _days(asked)
    number = page_number()
    search = queries.TrailSearch(asked["q"], asked["who"], *days)
    trail = queries.trail(required_viewer(), search, page=number)
    filters = {name: text for name, text in asked.items() if text}
    if number > trail.pages:
        return redirect(page_url(trail.pages))
    verified = request.args.get("verify") == "1"
    return render_template(
        "hall/audit.html",
        trail=trail,
        asked=asked,
        filters=filters,
        unread=unread,
        number=number,
        verified=verified,
        problem=first_problem() if verified else None,
    )


def _days(asked: Mapping[str, str]) -> tuple[list[date | None], bool]:
    """Read the first and the last day; and whether one of them could not be read."""
    found: list[date | None] = []
    for name in ("from", "to"):
        try:
            found.append(date.fromisoformat(asked[name]) if asked[name] else None)
        except ValueError:
            return [None, None], True
    return found, False
