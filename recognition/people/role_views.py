"""Who holds which role, and whether it is still needed."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import received, refuse
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.role_forms import starting_with
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_roles", __name__, url_prefix="/manage/roles")


@bp.get("")
@open_to(queries.is_administrator)
def roles() -> ResponseReturnValue:
    """List who holds what, those nobody confirmed for a year first."""
    lines = queries.role_lines(required_viewer().administers, at=received())
    return render_template(
        "people/roles.html",
        due=[line for line in lines if line.is_due],
        others=[line for line in lines if not line.is_due],
        several=len({line.organisation for line in lines}) > 1,
    )


@bp.post("/<int:grant_id>/confirm")
@open_to(queries.may_manage_role)
def confirm(grant_id: int) -> ResponseReturnValue:
    """Say that a role is still needed."""
    try:
        actions.confirm_role(grant_id, actor=required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("Thank you. We ask again in a year."))
    return redirect(url_for("people_roles.roles"))


@bp.route("/<int:grant_id>/until", methods=["GET", "POST"])
@open_to(queries.may_manage_role)
def until(grant_id: int) -> ResponseReturnValue:
    """Say until when a role counts."""
    line = queries.role_line(grant_id, at=received())
    form = starting_with(line.expires_on)
    if form.validate_on_submit():
        try:
            actions.change_last_day(grant_id, form.last_day(), actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The last day of the role was saved."))
            return redirect(url_for("people_roles.roles"))
    page = render_template("people/role_until.html", form=form, line=line)
    return page, 422 if form.errors else 200


@bp.route("/<int:grant_id>/end", methods=["GET", "POST"])
@open_to(queries.may_manage_role)
def end(grant_id: int) -> ResponseReturnValue:
    """Ask once, then end a role."""
    line, form = queries.role_line(grant_id, at=received()), ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.end_role(grant_id, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The role was ended."))
            return redirect(url_for("people_roles.roles"))
    page = render_template("people/role_end.html", form=form, line=line)
    return page, 422 if form.errors else 200
