"""The library that anybody can read."""

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.pages import NavItem, page_number
from recognition.people.queries import Viewer
from recognition.people.views import current_viewer
from recognition.resources import manage_views, queries
from recognition.resources.words import kind_name, stage_name
from recognition.words import _

bp = Blueprint("resources", __name__, url_prefix="/resources")
blueprints = (bp, manage_views.bp)


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Everybody finds the library."""
    return [NavItem(_("Good practice"), url_for("resources.library"))]


@bp.get("")
@open_to(anyone)
def library() -> ResponseReturnValue:
    """Search good practice; what is searched for stands in the address."""
    text, kind = request.args.get("q", "").strip()[:200], request.args.get("kind", "")
    found = queries.search(text, kind, page_number())
    return render_template(
        "resources/library.html",
        found=found,
        q=text,
        kind=kind,
        kinds=[(name, kind_name(name)) for name in queries.kinds_in_use()],
        kind_name=kind_name,
        page_url=lambda number: url_for(
            "resources.library", q=text or None, kind=kind or None, page=number
        ),
    )


@bp.get("/<slug>")
@open_to(anyone)
def resource(slug: str) -> ResponseReturnValue:
    """Show one piece of good practice."""
    return render_template(
        "resources/resource.html",
        resource=queries.resource(slug),
        may_edit=queries.is_administrator(current_viewer()),
        kind_name=kind_name,
        stage_name=stage_name,
    )
