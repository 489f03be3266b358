"""The administrators' desk, and the trail of what happened."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.audit.queries import first_problem
from recognition.hall import queries
from recognition.pages import page_number, received
from recognition.people.queries import is_administrator
from recognition.people.views import required_viewer

LONGEST_ACTION = 60

bp = Blueprint("manage", __name__, url_prefix="/manage")


@bp.get("")
@open_to(is_administrator)
def desk() -> str:
    """Show what waits, and the way to everything an administrator looks after."""
    at, viewer = received(), required_viewer()
    return render_template(
        "hall/desk.html",
        desk=queries.desk(viewer, at),
        reads_trail=queries.may_read_trail(viewer),
        at=at,
    )


@bp.get("/audit")
@open_to(queries.may_read_trail)
def audit() -> ResponseReturnValue:
    """Show what happened, newest first; `?verify=1` proves that nothing was altered."""
    action = request.args.get("q", "").strip()[:LONGEST_ACTION]
    number = page_number()
    trail = queries.trail(required_viewer(), action=action, page=number)
    if number > trail.pages:
        return redirect(url_for("manage.audit", q=action or None, page=trail.pages))
    verified = request.args.get("verify") == "1"
    return render_template(
        "hall/audit.html",
        trail=trail,
        action=action,
        number=number,
        verified=verified,
        problem=first_problem() if verified else None,
    )
