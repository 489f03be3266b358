"""Administrators keep the library."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, refuse
from recognition.people.views import required_viewer
from recognition.resources import actions, queries
from recognition.resources.forms import ResourceForm, values_of
from recognition.resources.words import kind_name
from recognition.words import _

bp = Blueprint("resources_manage", __name__, url_prefix="/manage/resources")


@bp.get("")
@open_to(queries.is_administrator)
def resources() -> ResponseReturnValue:
    """List everything in the library, also what is hidden."""
    text = request.args.get("q", "").strip()[:200]
    return render_template(
        "resources/manage.html",
        found=queries.search(text, "", page_number(), hidden_too=True),
        q=text,
        kind_name=kind_name,
        page_url=lambda number: url_for("resources_manage.resources", q=text or None, page=number),
    )


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def add() -> ResponseReturnValue:
    """Add a piece of good practice."""
    form = ResourceForm()
    if form.validate_on_submit():
        try:
            slug = actions.add(form.entry(), actor=required_viewer())
            flash(_("It is in the library now."))
            return redirect(url_for("resources.resource", slug=slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("resources/edit.html", form=form, resource=None)
    return page, 422 if form.errors else 200


@bp.route("/<slug>", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def edit(slug: str) -> ResponseReturnValue:
    """Change what is said about a piece of good practice."""
    card = queries.resource(slug, hidden_too=True)
    form = ResourceForm(data=values_of(card))
    if form.validate_on_submit():
        try:
            actions.edit(slug, form.entry(), actor=required_viewer())
            flash(_("Saved."))
            return redirect(url_for("resources_manage.resources"))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("resources/edit.html", form=form, resource=card)
    return page, 422 if form.errors else 200


@bp.post("/<slug>/hide")
@open_to(queries.is_administrator)
def hide(slug: str) -> ResponseReturnValue:
    """Take it out of the library; it can come back."""
    actions.hide(slug, actor=required_viewer())
    flash(_("It is hidden now. You can show it again at any time."))
    return redirect(url_for("resources_manage.edit", slug=slug))


@bp.post("/<slug>/show")
@open_to(queries.is_administrator)
def show(slug: str) -> ResponseReturnValue:
    """Show again what was hidden."""
    actions.show(slug, actor=required_viewer())
    flash(_("It is in the library again."))
    return redirect(url_for("resources_manage.edit", slug=slug))
