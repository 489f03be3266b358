"""An administrator clears the second step of a colleague whose phone is lost."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_clearing", __name__, url_prefix="/manage")


@bp.route("/people/<int:person_id>/second-step", methods=["GET", "POST"])
@open_to(queries.may_clear_second_step)
def clear(person_id: int) -> ResponseReturnValue:
    """Ask once before a colleague's second step is cleared."""
    form, sheet = ConfirmForm(), queries.staff_sheet(person_id)
    if sheet.second_step_at is None:
        raise Missing
    if form.validate_on_submit():
        try:
            actions.clear_second_step(person_id, actor=required_viewer())
        except Refused as refused:
            flash(refused.reason, "important")
        else:
            flash(_("Their second step is cleared, and they are signed out everywhere."))
        return redirect(url_for("people_manage.person", person_id=person_id))
    return render_template("people/second_step_clear.html", sheet=sheet, form=form)
