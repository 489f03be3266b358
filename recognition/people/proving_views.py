"""Signing in, part two: a code of the second step."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to, opens_on_one_proof
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people import actions, queries
from recognition.people.rules import HOME, own_page
from recognition.people.second_step_codes import Pause
from recognition.people.second_step_forms import CodeForm
from recognition.people.session_views import let_on, required_viewer
from recognition.words import ngettext

bp = Blueprint("people_proving", __name__)


@bp.route("/second-step", methods=["GET", "POST"])
@open_to(queries.is_themselves)
def prove() -> ResponseReturnValue:
    """Ask for a code; whoever has to set up their second step is led there first."""
    viewer, form, status = required_viewer(), CodeForm(next=own_page(request.args.get("next"))), 200
    onwards = own_page(form.next.data)
    if queries.second_step(viewer.person_id) is None:
        needed = queries.must_prove(viewer)
        return redirect(url_for("people_second_step.state", next=onwards) if needed else onwards)
    if form.validate_on_submit():
        try:
            return _let_on(actions.prove(viewer, form.code.data or ""), onwards)
        except Refused as refused:
            refuse(form, refused)
            status = 429 if isinstance(refused, Pause) else 422
    form.code.data = ""  # a code is good once, so none is shown again
    aside = onwards if opens_on_one_proof(onwards) else HOME
    can_wait = queries.must_prove(viewer)
    page = render_template("people/prove.html", form=form, aside=aside, can_wait=can_wait)
    return page, status


def _let_on(proved: actions.Proved, onwards: str) -> ResponseReturnValue:
    let_on(proved.signed_in)
    if proved.codes_left is not None:
        flash(
            ngettext(
                "You have %(num)s recovery code left. You can make new ones under your account.",
                "You have %(num)s recovery codes left. You can make new ones under your account.",
                proved.codes_left,
            ),
            "important",
        )
    return redirect(onwards)
