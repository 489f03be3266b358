"""The chair's pages: the ranking, one nominee, and opening sent scores again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import page_number, refuse
from recognition.panel import actions, marks, queries
from recognition.panel.forms import ReopenForm
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel_chair", __name__)


def _category() -> int | None:
    """Return the category asked for by `?category=`; anything odd means all of them."""
    asked = request.args.get("category", "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None


@bp.get("/panel/<int:round_id>/ranking")
@open_to(queries.may_chair)
def ranking(round_id: int) -> ResponseReturnValue:
    """What the scores add up to."""
    return render_template(
        "panel/ranking.html",
        ranking=queries.ranking(required_viewer(), round_id, _category(), page_number()),
        marks=marks.marks(round_id),
    )


@bp.get("/panel/nominee/<int:candidacy_id>")
@open_to(queries.may_open_nominee)
def nominee(candidacy_id: int) -> ResponseReturnValue:
    """The stories of a nominee and what each panellist thought."""
    sheet = queries.nominee_sheet(candidacy_id)
    return render_template(
        "panel/nominee.html",
        sheet=sheet,
        mark=marks.marks(sheet.round.id).get(candidacy_id),
    )


@bp.route("/panel/nominee/<int:candidacy_id>/reopen/<int:assignment_id>", methods=["GET", "POST"])
@open_to(queries.may_open_nominee)
def reopen(candidacy_id: int, assignment_id: int) -> ResponseReturnValue:
    """Give a panellist their sent scores back."""
    sheet = queries.nominee_sheet(candidacy_id)
    review = next((r for r in sheet.reviews if r.assignment_id == assignment_id), None)
    if review is None:
        raise Missing
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            actions.reopen(
                candidacy_id=candidacy_id,
                assignment_id=assignment_id,
                reason=form.reason.data or "",
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("%(name)s can change their scores again.", name=review.person.name))
            return redirect(url_for("panel_chair.nominee", candidacy_id=candidacy_id))
    page = render_template("panel/reopen.html", sheet=sheet, review=review, form=form)
    return page, 422 if form.errors else 200
