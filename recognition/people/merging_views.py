"""Making two records of one person one, and parting them again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.merging_forms import ReasonForm
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_merging", __name__, url_prefix="/manage/people")


@bp.get("/<int:person_id>/same-person")
@open_to(queries.may_manage_person)
def choose(person_id: int) -> ResponseReturnValue:
    """Offer records that may be of the same person; the search stands in the address."""
    text = request.args.get("q", "").strip()
    return render_template(
        "people/same_person.html",
        sheet=queries.staff_sheet(person_id),
        found=queries.perhaps_the_same(person_id, text),
        text=text,
    )


@bp.route("/<int:person_id>/same-person/<int:other_id>", methods=["GET", "POST"])
@open_to(queries.may_make_one)
def make_one(person_id: int, other_id: int) -> ResponseReturnValue:
    """Show what would move, then make the two records one."""
    viewer, form = required_viewer(), ReasonForm()
    if form.validate_on_submit():
        try:
            actions.make_one(person_id, other_id, reason=form.reason.data or "", actor=viewer)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The two records are one now."))
            return redirect(url_for("people_manage.person", person_id=person_id))
    page = render_template(
        "people/make_one.html",
        form=form,
        kept=queries.staff_sheet(person_id),
        other=queries.staff_sheet(other_id),
        look=actions.look_at_one_person(person_id, other_id, actor=viewer),
    )
    return page, 422 if form.errors else 200


@bp.route("/parting/<int:merge_id>", methods=["GET", "POST"])
@open_to(queries.may_part)
def part(merge_id: int) -> ResponseReturnValue:
    """Ask once, then part two records again."""
    line, form = queries.merge_line(merge_id), ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.part(merge_id, actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The two records are two again."))
            return redirect(url_for("people_manage.person", person_id=line.other_id))
    page = render_template("people/part.html", form=form, line=line)
    return page, 422 if form.errors else 200
