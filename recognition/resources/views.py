"""The library that anybody can read."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import anyone, open_to
from recognition.kept_pages import kept_for_visitors
from recognition.pages import NavItem, page_number
from recognition.people.queries import Viewer
from recognition.people.views import current_viewer, limiter, required_viewer
from recognition.resources import actions, exchange_views, manage_views, queries
from recognition.resources.words import kind_name, stage_name
from recognition.words import _

bp = Blueprint("resources", __name__, url_prefix="/resources")
blueprints = (bp, exchange_views.bp, manage_views.bp)
# Of everybody together: counting by anything else would mean knowing who it was.
ONE_RESOURCE = "30 per hour"


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Everybody finds the library."""
    return [NavItem(_("Good practice"), url_for("resources.library"))]


@bp.get("")
@open_to(anyone)
@kept_for_visitors
def library() -> str:
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
    """Show one piece of good practice; where it was replaced, say by what."""
    return render_template(
        "resources/resource.html",
        resource=queries.resource(slug),
        thanked="thanks" in request.args,
        due=queries.due_for(current_viewer(), slug, today=clock.today()),
        may_edit=queries.is_administrator(current_viewer()),
        kind_name=kind_name,
        stage_name=stage_name,
    )


@bp.post("/<slug>/looked")
@open_to(queries.looks_after)
def looked(slug: str) -> ResponseReturnValue:
    """Note that whoever looks after it looked, and all is still right."""
    day = actions.look_again(slug, actor=required_viewer())
    flash(_("Thank you. We ask you again on %(day)s.", day=clock.spoken_date(day)))
    return redirect(url_for("resources.resource", slug=slug), 303)


@bp.post("/<slug>/useful")
@open_to(anyone)
@limiter.limit(ONE_RESOURCE, key_func=lambda: request.path, methods=["POST"])
def useful(slug: str) -> ResponseReturnValue:
    """Count one answer to “was this useful?”, and keep nothing of who gave it.

    It carries no token against forged requests, because a token needs a cookie. Browsers say where
    a request comes from: one from another site is thanked, and counts for nothing.
    """
    answer = request.form.get("useful")
    ours = request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin"
    queries.resource(slug)
    if answer in {"yes", "no"} and ours:
        actions.count_useful(slug, useful=answer == "yes")
    return redirect(url_for("resources.resource", slug=slug, thanks=1, _anchor="useful"), 303)
