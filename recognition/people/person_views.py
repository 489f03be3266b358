"""Adding and changing one person of the directory; leaving, and coming back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.person_forms import NewPersonForm, PersonForm
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_person", __name__, url_prefix="/manage/people")


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def add() -> ResponseReturnValue:
    """Add somebody to the directory."""
    viewer = required_viewer()
    form = NewPersonForm()
    form.offer(queries.administered_organisations(viewer))
    if form.validate_on_submit():
        try:
            number = actions.add_to_directory(form.organisation_id.data, form.facts(), actor=viewer)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("They are in the directory, and can sign in once they have an address."))
            return redirect(url_for("people_manage.person", person_id=number))
    page = render_template("people/edit.html", form=form, sheet=None)
    return page, 422 if form.errors else 200


@bp.route("/<int:person_id>/edit", methods=["GET", "POST"])
@open_to(queries.may_manage_person)
def edit(person_id: int) -> ResponseReturnValue:
    """Change what the directory says of somebody."""
    form = PersonForm(obj=queries.person_facts(person_id))
    if form.validate_on_submit():
        try:
            actions.edit_person(person_id, form.facts(), actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The changes were saved."))
            return redirect(url_for("people_manage.person", person_id=person_id))
    sheet = queries.staff_sheet(person_id)
    page = render_template("people/edit.html", form=form, sheet=sheet)
    return page, 422 if form.errors else 200


@bp.route("/<int:person_id>/leave", methods=["GET", "POST"])
@open_to(queries.may_manage_person)
def leave(person_id: int) -> ResponseReturnValue:
    """Ask once, then mark somebody as having left."""
    return _ask(person_id, "leave")


@bp.route("/<int:person_id>/back", methods=["GET", "POST"])
@open_to(queries.may_manage_person)
def back(person_id: int) -> ResponseReturnValue:
    """Ask once, then bring back somebody who had left."""
    return _ask(person_id, "back")


def _ask(person_id: int, step: str) -> ResponseReturnValue:
    form = ConfirmForm()
    if form.validate_on_submit():
        change = actions.mark_left if step == "leave" else actions.bring_back
        try:
            change(person_id, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("They have left.") if step == "leave" else _("They work here again."))
            return redirect(url_for("people_manage.person", person_id=person_id))
    page = render_template(
        "people/leaving.html", form=form, step=step, sheet=queries.staff_sheet(person_id),
        here=request.path,
    )  # fmt: skip
    return page, 422 if form.errors else 200
