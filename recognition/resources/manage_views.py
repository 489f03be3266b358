"""Administrators keep the library."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock, config
from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, refuse
from recognition.people.views import required_viewer
from recognition.resources import actions, queries
from recognition.resources.forms import ResourceForm, values_of
from recognition.resources.rules import Care
from recognition.resources.words import filter_names, kind_name, link_words, month_name
from recognition.words import _

LONGEST_SEARCH = 200
bp = Blueprint("resources_manage", __name__, url_prefix="/manage/resources")


@bp.get("")
@open_to(queries.is_administrator)
def resources() -> ResponseReturnValue:
    """List everything in the library, also what is hidden; the filter stands in the address."""
    text = request.args.get("q", "").strip()[:LONGEST_SEARCH]
    show = request.args.get("show", "all")
    show = show if show in queries.FILTERS else "all"
    return render_template(
        "resources/manage.html",
        found=queries.managed(text, show, page_number(), today=clock.today()),
        q=text,
        show=show,
        filters=filter_names(),
        kind_name=kind_name,
        link_words=link_words,
        checks_links=config.current().check_links,
        page_url=lambda number: url_for(
            "resources_manage.resources",
            q=text or None,
            show=None if show == "all" else show,
            page=number,
        ),
    )


@bp.get("/suggest")
@open_to(queries.is_administrator)
def suggest() -> ResponseReturnValue:
    """Answer the type-ahead: people, without addresses."""
    text = request.args.get("q", "")[:LONGEST_SEARCH]
    found = queries.colleagues(text, required_viewer())
    return jsonify([{"id": str(one.id), "name": one.name, "detail": one.detail} for one in found])


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def add() -> ResponseReturnValue:
    """Add a piece of good practice."""
    form = ResourceForm()
    form.offer((), but=None)
    if form.validate_on_submit():
        try:
            care = _care(form, Care())
            slug = actions.add(form.entry(), actor=required_viewer(), care=care)
            flash(_("It is in the library now."))
            return redirect(url_for("resources.resource", slug=slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("resources/edit.html", form=form, resource=None)
    return page, 422 if form.errors else 200


@bp.route("/<slug>", methods=["GET", "POST"])
@open_to(queries.is_administrator)
def edit(slug: str) -> ResponseReturnValue:
    """Change what is said about a piece of good practice, and who looks after it."""
    line, care = queries.managed_resource(slug, today=clock.today()), queries.care_of(slug)
    form = ResourceForm(data=values_of(line.card, care, line.owner))
    form.offer(_successors(care), but=line.card.id)
    if form.validate_on_submit():
        try:
            changed = _care(form, care)
            actions.edit(slug, form.entry(), actor=required_viewer(), care=changed)
            flash(_("Saved."))
            return redirect(url_for("resources_manage.resources"))
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "resources/edit.html",
        form=form,
        resource=line.card,
        line=line,
        said=queries.said(slug),
        month_name=month_name,
        link_words=link_words,
        checks_links=config.current().check_links,
    )
    return page, 422 if form.errors else 200


def _care(form: ResourceForm, before: Care) -> Care:
    """Return who is to look after it, as typed.

    Raises:
        Refused: nobody is called that, or there is no such day.
    """
    owner_id = queries.owner_named(
        form.owner.data or "",
        form.picked.data or "",
        viewer=required_viewer(),
        now=before.owner_id,
    )
    return Care(owner_id, form.review_on(), form.replaced_by_id())


def _successors(care: Care) -> list[tuple[int, str]]:
    """Return what can be chosen to take a place; what took it before stays, though hidden since."""
    offered = queries.titles()
    there = care.replaced_by_id
    if there is not None and there not in {number for number, _title in offered}:
        offered.append((there, _("Something that is hidden now")))
    return offered


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
