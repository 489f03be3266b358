"""Closing a round's judging, and opening it again."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.forms import CloseForm, OpenAgainForm
from recognition.words import _

bp = Blueprint("closing", __name__)


@bp.route("/winners/closing/<int:round_id>", methods=["GET", "POST"])
@open_to(queries.may_lead)
def closing(round_id: int) -> ResponseReturnValue:
    """What is still open, and the button that closes; or how to open it again."""
    viewer, form = required_viewer(), CloseForm()
    if form.validate_on_submit():
        try:
            actions.close(round_id, actor=viewer, now=received())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The judging is closed, and the panel’s report is ready."))
            return redirect(url_for("closing.closing", round_id=round_id))
    return _page(round_id, form)


@bp.post("/winners/closing/<int:round_id>/open")
@open_to(queries.may_lead)
def open_again(round_id: int) -> ResponseReturnValue:
    """Open a closed round again, with a reason."""
    form = OpenAgainForm()
    form.speak()
    if form.validate_on_submit():
        try:
            actions.reopen(
                round_id, reason=form.reason.data or "", actor=required_viewer(), now=received()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The judging is open again. Everybody who leads the panel is told."))
            return redirect(url_for("closing.closing", round_id=round_id))
    return _page(round_id, form)


def _page(round_id: int, form: CloseForm | OpenAgainForm) -> ResponseReturnValue:
    viewer = required_viewer()
    return (
        render_template(
            "winners/closing.html",
            form=form,
            again=form if isinstance(form, OpenAgainForm) else OpenAgainForm(formdata=None),
            close=form if isinstance(form, CloseForm) else CloseForm(formdata=None),
            checklist=queries.checklist(viewer, round_id),
            closed=queries.last_closing(round_id),
            why=queries.why_reopened(viewer, round_id),
        ),
        422 if form.errors else 200,
    )
