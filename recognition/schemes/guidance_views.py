"""Administrators choose the good practice that stands beside each question and criterion."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.schemes import actions, queries
from recognition.schemes.guidance_forms import GuidanceForm, values_of
from recognition.words import _, ngettext

bp = Blueprint("schemes_guidance", __name__, url_prefix="/manage/schemes/<scheme_slug>/guidance")


@bp.route("", methods=["GET", "POST"])
@bp.route("/<int:number>", methods=["GET", "POST"])
@open_to(queries.may_manage)
def guidance(scheme_slug: str, number: int | None = None) -> ResponseReturnValue:
    """Choose what stands beside the parts of a version; the newest unless another is named."""
    card = queries.scheme(scheme_slug)
    sheet = queries.guidance_sheet(card.id, number)
    form = GuidanceForm(data=values_of(sheet))
    form.offer(resources.titles())
    if form.validate_on_submit():
        try:
            changed = actions.set_guidance(
                scheme_slug, sheet.number, form.beside(sheet), actor=required_viewer()
            )
            flash(
                ngettext("Saved: %(num)s change.", "Saved: %(num)s changes.", changed)
                if changed
                else _("Nothing was changed.")
            )
            return redirect(request.path, 303)
        except Refused as refused:
            refuse(form, refused)
        except Missing:
            refuse(form, Refused(_("Somebody changed the library. Open the page again.")))
    page = render_template(
        "schemes/guidance.html",
        form=form,
        scheme=card,
        sheet=sheet,
        versions=queries.versions_shown(card.id),
        version_url=lambda one: url_for(
            "schemes_guidance.guidance", scheme_slug=scheme_slug, number=one
        ),
    )
    return page, 422 if form.errors else 200
