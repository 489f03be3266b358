"""The staff directory as a file: out of it, and into it after a look at what would change."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Conflict, Missing, Refused
from recognition.pages import refuse
from recognition.people import actions, directory_sheet, queries
from recognition.people.session_views import required_viewer
from recognition.people.upload_forms import StaffFileForm, TakeInForm
from recognition.people.words import field_name
from recognition.uploads import MEGABYTE, file_sent, takes_files
from recognition.words import _

LARGEST = 9 * MEGABYTE
SHOWN = 100
"""How many lines of a kind are shown; the others are counted."""

bp = Blueprint("people_exchange", __name__, url_prefix="/manage/people")


@bp.get("/sample.csv")
@open_to(queries.is_administrator)
def sample() -> Response:
    """Hand out a file with the headings and two people who are not real."""
    return _csv(directory_sheet.write(directory_sheet.EXAMPLE), "staff-sample.csv")


@bp.post("/export/<int:organisation_id>")
@open_to(queries.may_manage_organisation)
def export(organisation_id: int) -> Response:
    """Hand out the directory; a POST, because taking it away leaves a trace."""
    data = actions.export_directory(organisation_id, actor=required_viewer())
    return _csv(data, f"staff-{clock.today().isoformat()}.csv")


@bp.route("/import", methods=["GET", "POST"])
@open_to(queries.is_administrator)
@takes_files(LARGEST)
def take_in() -> ResponseReturnValue:
    """Ask for a file; nothing is written yet."""
    viewer, form = required_viewer(), StaffFileForm()
    places = queries.administered_organisations(viewer)
    form.offer(places)
    if form.validate_on_submit():
        try:
            data = file_sent("file")
            if not data:
                raise Refused(_("Choose a file."), field="file")
            actions.keep_upload(
                data,
                organisation_id=form.organisation_id.data,
                skips=form.skips.data,
                leavers=form.leavers.data,
                actor=viewer,
            )
            return redirect(url_for("people_exchange.preview"), 303)
        except Refused as refused:
            refuse(form, Refused(refused.reason, field=refused.field or "file"))
    page = render_template("people/import.html", form=form, places=places)
    return page, 422 if form.errors else 200


@bp.get("/import/preview")
@open_to(queries.is_administrator)
def preview() -> ResponseReturnValue:
    """Show what taking in the file would change."""
    return _preview()


@bp.post("/import/skip")
@open_to(queries.is_administrator)
def skip() -> ResponseReturnValue:
    """Leave out the rows that cannot be read."""
    actions.skip_refused_rows(actor=required_viewer())
    return redirect(url_for("people_exchange.preview"), 303)


@bp.post("/import/forget")
@open_to(queries.is_administrator)
def forget() -> ResponseReturnValue:
    """Take nothing in, and forget the file."""
    actions.forget_upload(actor=required_viewer())
    flash(_("The file is forgotten. Nothing was changed."))
    return redirect(url_for("people_manage.people"), 303)


@bp.post("/import/confirm")
@open_to(queries.is_administrator)
def confirm() -> ResponseReturnValue:
    """Take in what was shown, all of it; show it again where it is different now."""
    form = TakeInForm()
    try:
        report = actions.take_in(basis=form.basis.data or "", actor=required_viewer())
    except Missing:
        flash(_("A file is kept for an hour. Choose it again."), "important")
        return redirect(url_for("people_exchange.take_in"), 303)
    except Conflict as conflict:
        return _preview(conflict)
    except Refused as refused:
        return _preview(refused)
    flash(
        _(
            "The file was taken in: %(added)s added, %(updated)s changed, %(left)s left.",
            added=report.added,
            updated=report.updated,
            left=report.left,
        )
    )
    return redirect(url_for("people_manage.people"), 303)


def _preview(problem: Refused | None = None) -> ResponseReturnValue:
    try:
        place, skips, found = actions.upload_preview(required_viewer())
    except Missing:
        return redirect(url_for("people_exchange.take_in"), 303)
    except Refused as refused:
        form = StaffFileForm(formdata=None)
        places = queries.administered_organisations(required_viewer())
        form.offer(places)
        refuse(form, refused)
        return render_template("people/import.html", form=form, places=places), 422
    form = TakeInForm(formdata=None, data={"basis": found.basis})
    if problem is not None:
        refuse(form, problem)
    page = render_template(
        "people/import_preview.html",
        form=form,
        found=found,
        place=place,
        skips=skips,
        most=SHOWN,
        field_name=field_name,
    )
    return page, 422 if problem else 200


def _csv(data: bytes, name: str) -> Response:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="text/csv", headers=disposition)
