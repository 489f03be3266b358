"""Panellists discuss a nominee whom they have scored, in a phase of discussion."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.panel import actions, queries
from recognition.panel.discussion_forms import SayForm
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel_discussion", __name__)


@bp.route("/panel/read/<int:candidacy_id>/discuss", methods=["GET", "POST"])
@open_to(queries.may_join)
def discuss(candidacy_id: int) -> ResponseReturnValue:
    """The words, what the others sent and said, and a line to add."""
    viewer, form = required_viewer(), SayForm()
    if form.validate_on_submit():
        try:
            actions.add_note(candidacy_id, text=form.text.data or "", actor=viewer)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Thank you. The others who scored this nominee can read it, and the chair."))
            return redirect(
                url_for("panel_discussion.discuss", candidacy_id=candidacy_id, _anchor="said")
            )
    found = queries.discussion(viewer, candidacy_id)
    page = render_template("panel/discuss.html", found=found, sheet=found.sheet, form=form)
    return page, 422 if form.errors else 200
