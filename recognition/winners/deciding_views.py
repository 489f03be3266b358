"""The chair records an outcome, with a reason."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.pages import received, refuse
from recognition.panel import queries as panel
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.announcing_forms import SetRightForm
from recognition.winners.forms import OutcomeForm
from recognition.winners.rules import RECOGNISED
from recognition.words import _

bp = Blueprint("deciding", __name__)


@bp.route("/winners/decide/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_decide)
def decide(candidacy_id: int) -> ResponseReturnValue:
    """Show what the panel thinks of one nominee, and ask for the outcome."""
    decided = queries.decision_or_none(candidacy_id)
    form = OutcomeForm(
        data={"outcome": decided.outcome, "reason": decided.reason} if decided else None
    )
    form.speak()
    sheet = panel.nominee_sheet(candidacy_id)
    if form.validate_on_submit():
        try:
            actions.decide(
                candidacy_id,
                outcome=form.outcome.data or "",
                reason=form.reason.data or "",
                edition=form.edition_shown(),
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The outcome for %(name)s is recorded.", name=sheet.candidacy.nominee.name))
            return redirect(url_for("panel_chair.ranking", round_id=sheet.candidacy.round_id))
        decided = queries.decision_or_none(candidacy_id)
    form.edition.data = str(queries.edition_of(candidacy_id))
    return (
        render_template(
            "winners/decide.html",
            form=form,
            sheet=sheet,
            decided=decided,
            contradicts=queries.contradiction(candidacy_id),
            is_public=queries.is_public(sheet.candidacy.round_id),
            praise=queries.praise_of([candidacy_id]).get(candidacy_id, ""),
        ),
        422 if form.errors else 200,
    )


@bp.route("/winners/set-right/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_set_right)
def set_right(candidacy_id: int) -> ResponseReturnValue:
    """Set an announced outcome right, and say what was wrong."""
    decided = queries.decision_or_none(candidacy_id)
    form = SetRightForm(data={"outcome": decided.outcome if decided else RECOGNISED})
    form.speak()
    candidacy = nominations.candidacy(candidacy_id)
    if form.validate_on_submit():
        try:
            actions.set_right(
                candidacy_id,
                outcome=form.outcome.data or "",
                reason=form.reason.data or "",
                edition=form.edition_shown(),
                actor=required_viewer(),
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The outcome for %(name)s is set right.", name=candidacy.nominee.name))
            return redirect(url_for("panel_chair.ranking", round_id=candidacy.round_id))
        decided = queries.decision_or_none(candidacy_id)
    form.edition.data = str(queries.edition_of(candidacy_id))
    return (
        render_template("winners/set_right.html", form=form, candidacy=candidacy, decided=decided),
        422 if form.errors else 200,
    )
