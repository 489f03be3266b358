"""Administrators start rounds and change their times."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import actions, queries
from recognition.schemes.round_forms import RoundForm, values_of
from recognition.words import _

bp = Blueprint("schemes_rounds", __name__, url_prefix="/manage/schemes/<scheme_slug>/rounds")
LATER = {"month": 1, "year": 12}


@bp.route("/new", methods=["GET", "POST"])
@open_to(queries.may_manage)
def add(scheme_slug: str) -> ResponseReturnValue:
    """Start a round: from nothing, or as a copy whose times are a month or a year later."""
    card = queries.scheme(scheme_slug)
    copied = request.args.get("copy", "")
    earlier = queries.round_by_slug(scheme_slug, copied) if copied else None
    months = LATER.get(request.args.get("later", ""), 1)
    form = RoundForm(data=values_of(earlier, months=months, name="") if earlier else {})
    if form.validate_on_submit():
        try:
            name, dates = form["name"].data or "", form.dates(judged=card.is_judged)
            actor, grace = required_viewer(), form.grace()
            given: dict[str, Any] = {"name": name, "dates": dates, "grace_minutes": grace}
            if earlier:
                actions.copy_round(scheme_slug, copied, actor=actor, **given)
            else:
                actions.add_round(scheme_slug, actor=actor, **given)
            flash(_("The round “%(name)s” is set up.", name=name))
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template("schemes/round.html", form=form, scheme=card, round=None, copied=earlier)
    return page, 422 if form.errors else 200


@bp.route("/<round_slug>", methods=["GET", "POST"])
@open_to(queries.may_manage)
def edit(scheme_slug: str, round_slug: str) -> ResponseReturnValue:
    """Change the name and the times of a round."""
    card = queries.round_by_slug(scheme_slug, round_slug)
    form = RoundForm(data=values_of(card))
    if form.validate_on_submit():
        try:
            name, dates = form["name"].data or "", form.dates(judged=card.scheme.is_judged)
            actions.edit_round(
                scheme_slug,
                round_slug,
                name=name,
                dates=dates,
                grace_minutes=form.grace(),
                actor=required_viewer(),
            )
            flash(_("Saved."))
            return redirect(url_for("schemes.scheme", scheme_slug=scheme_slug))
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "schemes/round.html",
        form=form,
        scheme=card.scheme,
        round=card,
        copied=None,
        now=received(),
    )
    return page, 422 if form.errors else 200
