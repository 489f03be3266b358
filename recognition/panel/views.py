"""The panel's pages: my panels here; reading and the chair's in the files beside."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to, signed_in
from recognition.pages import NavItem
from recognition.panel import (
    chair_views,
    cover_views,
    discussion_views,
    handing_views,
    health_views,
    interest_views,
    keeping_views,
    phase_views,
    practice_views,
    queries,
    reading_views,
    reminder_views,
    shortlist_views,
    staffing_views,
)
from recognition.panel.workload_words import spoken_minutes
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel", __name__)
bp.add_app_template_filter(spoken_minutes)
blueprints = (
    bp,
    reading_views.bp,
    keeping_views.bp,
    handing_views.bp,
    discussion_views.bp,
    practice_views.bp,
    chair_views.bp,
    cover_views.bp,
    health_views.bp,
    staffing_views.bp,
    interest_views.bp,
    phase_views.bp,
    reminder_views.bp,
    shortlist_views.bp,
)


def navigation(viewer: Viewer | None) -> list[NavItem]:
    """Offer the panel to those who sit on one."""
    if viewer is None or not queries.sits_anywhere(viewer.person_id):
        return []
    return [NavItem(_("Panel"), url_for("panel.home"))]


@bp.get("/panel")
@open_to(signed_in)
def home() -> ResponseReturnValue:
    """My panels, and what is left to do on each."""
    viewer = required_viewer()
    return render_template(
        "panel/home.html",
        panels=queries.my_panels(viewer),
        rounds_to_staff=queries.rounds_to_staff(viewer),
    )
