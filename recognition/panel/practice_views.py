"""The stories that everybody on a panel reads first: choosing them, and what came of it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import page_number
from recognition.panel import actions, queries
from recognition.people.views import required_viewer
from recognition.words import _, ngettext

bp = Blueprint("panel_practice", __name__)


@bp.get("/panel/<int:round_id>/practice")
@open_to(queries.may_chair)
def practice(round_id: int) -> ResponseReturnValue:
    """What is to practise on, and what could be."""
    table = queries.practice_table(required_viewer(), round_id, page_number())
    return render_template("panel/practice.html", table=table, refused="")


@bp.post("/panel/<int:round_id>/practice")
@open_to(queries.may_chair)
def change(round_id: int) -> ResponseReturnValue:
    """Choose a story to practise on, take one back, or give them to newcomers."""
    viewer = required_viewer()
    try:
        if "give" in request.form:
            _give(round_id)
        elif "remove" in request.form:
            actions.end_practice(round_id=round_id, candidacy_id=_chosen(), actor=viewer)
            flash(_("It is a story like any other again. Who has it to read keeps it."))
        else:
            actions.add_practice(round_id=round_id, candidacy_id=_chosen(), actor=viewer)
            flash(_("Everybody on the panel reads it first."))
    except Refused as refused:
        table = queries.practice_table(viewer, round_id)
        page = render_template("panel/practice.html", table=table, refused=refused.reason)
        return page, 422
    return redirect(url_for("panel_practice.practice", round_id=round_id))


def _give(round_id: int) -> None:
    number = actions.give_practice(round_id=round_id, actor=required_viewer())
    flash(
        ngettext("Given to %(num)s more person.", "Given to %(num)s more people.", number)
        if number
        else _("Everybody on the panel has them already.")
    )


def _chosen() -> int:
    typed = request.form.get("candidacy_id", "")
    if not (typed.isascii() and typed.isdigit() and len(typed) < 10):
        raise Missing
    return int(typed)


@bp.get("/panel/<int:round_id>/practice/spread")
@open_to(queries.may_see_spread)
def spread(round_id: int) -> ResponseReturnValue:
    """How far apart the scores for the practice stories lie, without names of readers."""
    found = queries.spread_of_practice(required_viewer(), round_id)
    return render_template("panel/spread.html", spread=found)
