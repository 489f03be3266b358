"""The rehearsal of an announcement, its confirmation, and taking it back."""

from datetime import datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, page_url, received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.winners import actions, queries
from recognition.winners.announcing_forms import ConfirmForm, read_instant
from recognition.winners.outcome_words import kind_name
from recognition.words import _

bp = Blueprint("announcing", __name__)

PER_PAGE = 50


@bp.route("/winners/rehearse/<int:round_id>", methods=["GET", "POST"])
@open_to(queries.may_prepare)
def rehearse(round_id: int) -> ResponseReturnValue:
    """Show what an announcement sends and shows, and settle it once somebody has looked."""
    form = ConfirmForm()
    at = read_instant(request.args.get("at"))
    if at is None:
        return redirect(url_for("preparing.prepare", round_id=round_id))
    if form.validate_on_submit():
        try:
            actions.announce(
                round_id,
                at=at,
                seal=form.seal.data or "",
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The winners will be public from %(when)s.", when=clock.spoken(at)))
            return redirect(url_for("preparing.prepare", round_id=round_id))
    return _page(round_id, at, form)


def _page(round_id: int, at: datetime, form: ConfirmForm) -> ResponseReturnValue:
    hidden = queries.hidden_while_judging(required_viewer(), round_id)
    rehearsal = None
    try:
        if not form.is_submitted():
            actions.check_may_announce(round_id, at=at, now=received())
        rehearsal = queries.rehearsal(round_id, at=at, hidden=hidden)
    except Refused as refused:
        if refused.reason not in form.form_errors:
            refuse(form, Refused(refused.reason))
    form.seal.data = rehearsal.seal if rehearsal else ""
    number = page_number()
    letters = rehearsal.letters if rehearsal else ()
    return (
        render_template(
            "winners/rehearse.html",
            form=form,
            round=schemes.round_card(round_id),
            at=at,
            rehearsal=rehearsal,
            letters=letters[(number - 1) * PER_PAGE : number * PER_PAGE],
            number=number,
            pages=max(1, -(-len(letters) // PER_PAGE)),
            page_url=page_url,
            kind_name=kind_name,
        ),
        422 if form.errors else 200,
    )


@bp.post("/winners/rehearse/<int:round_id>/take-back")
@open_to(queries.may_prepare)
def take_back(round_id: int) -> ResponseReturnValue:
    """Take an announcement back before its time."""
    try:
        actions.take_back_announcement(round_id, actor=required_viewer(), now=received())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("The announcement is taken back. Nothing is public until you set a new time."))
    return redirect(url_for("preparing.prepare", round_id=round_id))
