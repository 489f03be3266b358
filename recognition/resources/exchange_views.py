"""The library as a file: out of it, and into it after a look at what would change."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Conflict, Refused
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.resources import actions, queries
from recognition.resources.forms import FileForm, ImportForm
from recognition.resources.sheet import MOST_ROWS, text_of
from recognition.resources.sheet_plan import Plan
from recognition.resources.words import column_name
from recognition.words import ngettext

bp = Blueprint("resources_exchange", __name__, url_prefix="/manage/resources")


@bp.post("/export")
@open_to(queries.is_administrator)
def export() -> ResponseReturnValue:
    """Hand out the whole library as CSV; a POST, because taking it away leaves a trace."""
    data = actions.export_library(actor=required_viewer())
    name = f"good-practice-{clock.today().isoformat()}.csv"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="text/csv", headers=disposition)


@bp.route("/import", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def take_in() -> ResponseReturnValue:
    """Ask for a file, then show what would change; nothing is written yet."""
    form = FileForm()
    if form.validate_on_submit():
        try:
            data = form.data_of_file()
            return _preview(data, actions.preview_import(data))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("resources/import.html", form=form, most=MOST_ROWS)
    return page, 422 if form.errors else 200


@bp.post("/import/confirm")
@open_to(queries.is_administrator)
def confirm() -> ResponseReturnValue:
    """Take in what was shown, all of it; show again what would change where that is different."""
    form = ImportForm()
    if not form.validate_on_submit():
        return redirect(url_for("resources_exchange.take_in"), 303)
    data = (form.text.data or "").encode()
    try:
        done = actions.import_library(data, basis=form.basis.data or "", actor=required_viewer())
    except Conflict as conflict:
        return _preview(data, actions.preview_import(data), conflict)
    except Refused as refused:
        again = FileForm(formdata=None)
        refuse(again, refused)
        page = render_template("resources/import.html", form=again, most=MOST_ROWS)
        return page, 422
    number = len(done.changes)
    flash(ngettext("%(num)s entry was taken in.", "%(num)s entries were taken in.", number))
    return redirect(url_for("resources_manage.resources"), 303)


def _preview(data: bytes, plan: Plan, refused: Refused | None = None) -> ResponseReturnValue:
    text = "" if plan.refused else text_of(data)
    form = ImportForm(formdata=None, data={"text": text, "basis": plan.basis})
    if refused is not None:
        refuse(form, refused)
    page = render_template(
        "resources/import_preview.html", form=form, plan=plan, column_name=column_name
    )
    return page, 422 if refused or plan.refused else 200
