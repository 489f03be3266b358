"""One's own account, and finding colleagues while typing."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to, signed_in
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.queries import covers
from recognition.people.session_views import required_viewer
from recognition.words import _

SHORTEST_SEARCH = 2

bp = Blueprint("people_account", __name__)


@bp.get("/account")
@open_to(queries.is_themselves)
def account() -> ResponseReturnValue:
    """Show who I am, and where I am signed in."""
    viewer = required_viewer()
    return render_template(
        "people/account.html",
        person=queries.person(viewer.person_id),
        sessions=queries.sessions(viewer, at=clock.now()),
        second_step=queries.second_step(viewer.person_id),
        offers=covers.offers(viewer),
        form=ConfirmForm(),
    )


@bp.post("/account/sessions/<int:session_id>/end")
@open_to(queries.is_themselves)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign out on one browser."""
    actions.end_one_session(required_viewer(), session_id)
    flash(_("That browser is signed out."))
    return redirect(url_for("people_account.account"))


@bp.post("/account/sessions/end-others")
@open_to(queries.is_themselves)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    actions.end_other_sessions(required_viewer())
    flash(_("Every other browser is signed out."))
    return redirect(url_for("people_account.account"))


@bp.get("/people/suggest")
@open_to(signed_in)
def suggest() -> ResponseReturnValue:
    """Suggest colleagues of the viewer's organisation, as JSON, from two characters on."""
    viewer = required_viewer()
    text = request.args.get("q", "").strip()
    found = (
        queries.suggestions(text, organisations=[viewer.organisation_id], near=viewer)
        if len(text) >= SHORTEST_SEARCH
        else []
    )
    return jsonify([{"id": card.id, "name": card.name, "detail": card.detail} for card in found])
