"""Pages about interests: whom a panellist may know, and what everybody said, for the chair."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.pages import page_number, received, refuse
from recognition.panel import actions, queries
from recognition.panel.colleague_forms import ColleaguesForm
from recognition.panel.forms import DismissForm, EndForm, PinForm
from recognition.panel.rules import why_suggested
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _

bp = Blueprint("panel_interests", __name__)


@bp.route("/panel/<int:round_id>/interests", methods=["GET", "POST"])
@open_to(queries.may_sit)
def mine(round_id: int) -> ResponseReturnValue:
    """Whom the viewer may know; where names are hidden, colleagues by name to step back from."""
    viewer, card = required_viewer(), schemes.round_card(round_id)
    asked = queries.colleagues(viewer) if card.scheme.hides_names else ()
    form = ColleaguesForm()
    form.offer(asked)
    if asked and form.validate_on_submit():
        try:
            actions.declare_by_name(
                round_id=round_id,
                person_ids=form.numbers(),
                reason=form.reason.data or "",
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            # the same words whoever is nominated, and whatever the viewer was to read
            flash(_("Thank you. If they are nominated, somebody else will read about them."))
            return redirect(url_for("panel_interests.mine", round_id=round_id))
    suggestions = queries.suggested_interests(viewer, round_id)
    pauses = queries.phase_plan(card, received()).now is None
    page = render_template(
        "panel/may_know.html",
        round=card,
        form=form,
        # while no phase holds this is the only way to somebody who is not suggested
        queue=queries.my_queue(viewer, round_id, page_number()) if pauses else None,
        suggestions=suggestions,
        why=why_suggested,
    )
    return page, 422 if form.errors else 200


@bp.route("/panel/read/<int:candidacy_id>/fair", methods=["GET", "POST"])
@open_to(queries.may_declare)
def dismiss(candidacy_id: int) -> ResponseReturnValue:
    """“I can judge them fairly”, with a reason."""
    form, candidacy = DismissForm(), nominations.candidacy(candidacy_id)
    name = queries.name_for_reader(required_viewer(), candidacy_id)
    if form.validate_on_submit():
        try:
            actions.dismiss_interest(
                candidacy_id=candidacy_id, reason=form.reason.data or "", actor=required_viewer()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Thank you. You go on reading %(name)s.", name=name))
            return redirect(url_for("panel_interests.mine", round_id=candidacy.round_id))
    page = render_template("panel/fair.html", form=form, candidacy=candidacy, called=name)
    return page, 422 if form.errors else 200


@bp.get("/panel/<int:round_id>/interests/all")
@open_to(queries.may_lead)
def everybody(round_id: int) -> ResponseReturnValue:
    """What everybody on the panel said, and what they may not have thought of."""
    viewer = required_viewer()
    return render_template(
        "panel/interests.html",
        round=schemes.round_card(round_id),
        lines=queries.interest_lines(viewer, round_id),
        suggestions=queries.suggestions_for_all(viewer, round_id),
        chairs=queries.may_chair(viewer, round_id),
        why=why_suggested,
    )


@bp.route(
    "/panel/<int:round_id>/interests/<int:candidacy_id>/<int:person_id>", methods=["GET", "POST"]
)
@open_to(queries.may_lead)
def pin(round_id: int, candidacy_id: int, person_id: int) -> ResponseReturnValue:
    """Have somebody step back."""
    viewer, form = required_viewer(), PinForm()
    person, candidacy = queries.pin_sheet(viewer, round_id, candidacy_id, person_id)
    if form.validate_on_submit():
        try:
            actions.pin_interest(
                round_id=round_id,
                candidacy_id=candidacy_id,
                person_id=person_id,
                reason=form.reason.data or "",
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Somebody else will read it instead of %(name)s.", name=person.name))
            return redirect(url_for("panel_interests.everybody", round_id=round_id))
    page = render_template("panel/pin.html", form=form, person=person, candidacy=candidacy)
    return page, 422 if form.errors else 200


@bp.route(
    "/panel/<int:round_id>/interests/<int:candidacy_id>/<int:person_id>/unpin",
    methods=["GET", "POST"],
)
@open_to(queries.may_lead)
def unpin(round_id: int, candidacy_id: int, person_id: int) -> ResponseReturnValue:
    """Let somebody read again whom the viewer had step back."""
    viewer, form = required_viewer(), EndForm()
    person, candidacy = queries.pin_sheet(viewer, round_id, candidacy_id, person_id)
    if form.validate_on_submit():
        actions.unpin_interest(
            round_id=round_id, candidacy_id=candidacy_id, person_id=person_id, actor=viewer
        )
        flash(_("%(name)s may read it again.", name=person.name))
        return redirect(url_for("panel_interests.everybody", round_id=round_id))
    return render_template("panel/unpin.html", form=form, person=person, candidacy=candidacy)
