"""The start page and the pages that stand beside every room."""

from flask import Blueprint, Response, render_template, url_for

from recognition.access import anyone, open_to
from recognition.hall import (
    manage_views,
    monitor_views,
    notice_views,
    outbox_views,
    queries,
    wording_views,
    worker_views,
)
from recognition.hall.rules import stylesheet
from recognition.hall.words import deed, subject
from recognition.kept_pages import kept_for_visitors
from recognition.pages import NavItem, received
from recognition.people.queries import Viewer, is_administrator
from recognition.people.views import brand
from recognition.words import _

# Private pages are closed to visitors anyway; this spares search engines the knocking.
ROBOTS = """\
User-agent: *
Disallow: /account
Disallow: /demo
Disallow: /manage
Disallow: /newsletter
Disallow: /nominate
Disallow: /nominations
Disallow: /panel
Disallow: /second-step
Disallow: /sign-in
Disallow: /thanks/
"""

bp = Blueprint("hall", __name__)
bp.add_app_template_global(deed)
bp.add_app_template_global(subject, "audit_subject")
blueprints = (
    bp,
    manage_views.bp,
    monitor_views.bp,
    notice_views.bp,
    outbox_views.bp,
    wording_views.bp,
    worker_views.bp,
)


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Offer administrators their desk."""
    if not is_administrator(viewer):
        return []
    return [NavItem(_("Manage"), url_for("manage.desk"))]


@bp.get("/")
@open_to(anyone)
@kept_for_visitors
def start() -> str:
    """Say what this is, what is open, and who was recognised."""
    return render_template("hall/start.html", start=queries.start_page(received()))


@bp.get("/help")
@open_to(anyone)
@kept_for_visitors
def help_page() -> str:
    """Answer what people ask first."""
    return render_template("hall/help.html")


@bp.get("/brand.css")
@open_to(anyone)
def brand_css() -> Response:
    """Give the pages the colours of their organisation."""
    card = brand()
    css = stylesheet(card.main_colour, card.accent_colour) if card else ""
    return Response(css, mimetype="text/css")


@bp.get("/robots.txt")
@open_to(anyone)
def robots() -> Response:
    """Ask search engines to stay out of what is private."""
    return Response(ROBOTS, mimetype="text/plain")
