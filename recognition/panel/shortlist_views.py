"""The shortlist: from many to few, between the two readings."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.panel import actions, queries
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext

bp = Blueprint("panel_shortlist", __name__)


@bp.route("/panel/<int:round_id>/shortlist", methods=["GET", "POST"])
@open_to(queries.may_lead)
def shortlist(round_id: int) -> ResponseReturnValue:
    """Choose whom more readers score afresh."""
    viewer, refused = required_viewer(), ""
    if not schemes.round_card(round_id).scheme.two_stages:
        raise Missing
    if request.method == "POST":
        try:
            _change(round_id)
        except Refused as problem:
            refused = problem.reason
        else:
            return redirect(url_for("panel_shortlist.shortlist", round_id=round_id))
    page = render_template(
        "panel/shortlist.html",
        sheet=queries.shortlist_sheet(viewer, round_id),
        chairs=queries.may_chair(viewer, round_id),
        refused=refused,
    )
    return page, 422 if refused else 200


def _change(round_id: int) -> None:
    viewer = required_viewer()
    if "end" in request.form:
        actions.end_shortlist(round_id=round_id, actor=viewer)
        flash(_("The shortlist is taken back. The scores of the first reading count again."))
        return
    chosen = [_number(typed) for typed in request.form.getlist("chosen")]
    added = actions.shortlist(round_id=round_id, candidacy_ids=chosen, actor=viewer)
    flash(
        ngettext(
            "%(num)s nominee is added to the shortlist. Now give them readers.",
            "%(num)s nominees are added to the shortlist. Now give them readers.",
            added,
        )
    )


def _number(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Missing
    return int(typed)
