"""A panellist asks a colleague to read a nominee in their place."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import received, refuse
from recognition.panel import actions, queries
from recognition.panel.handing_forms import HandOnForm
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel_handing", __name__)


@bp.route("/panel/read/<int:candidacy_id>/hand-on", methods=["GET", "POST"])
@open_to(queries.may_score)
def hand_on(candidacy_id: int) -> ResponseReturnValue:
    """A colleague reads this one, and perhaps more, in the viewer's place."""
    sheet = queries.handing_sheet(required_viewer(), candidacy_id)
    if sheet.this is None:
        raise Missing
    form = HandOnForm()
    form.offer(sheet)
    if form.validate_on_submit():
        try:
            _hand_on(candidacy_id, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Handed on. Your colleague has a letter, and so has whoever leads the panel."))
            return redirect(url_for("panel_reading.queue", round_id=sheet.round.id))
    page = render_template("panel/hand_on.html", sheet=sheet, this=sheet.this, form=form)
    return page, 422 if form.errors else 200


def _hand_on(candidacy_id: int, form: HandOnForm) -> None:
    colleague, more = form.colleague(), [number for number in form.numbers() if number is not None]
    if colleague is None or len(more) < len(form.numbers()):
        raise Missing
    actions.hand_on(
        candidacy_ids=[candidacy_id, *more],
        to_person_id=colleague,
        received=received(),
        actor=required_viewer(),
    )
