"""The chair sets the phases of a panel's work, and panellists see what the others sent."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Conflict, Refused
from recognition.pages import received, refuse
from recognition.panel import actions, closed, queries
from recognition.panel.phase_forms import PhaseForm, values_of
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _

bp = Blueprint("panel_phases", __name__)


@bp.route("/panel/<int:round_id>/phases", methods=["GET", "POST"])
@open_to(queries.may_chair)
def phases(round_id: int) -> ResponseReturnValue:
    """The phases of a round; adding one."""
    form = PhaseForm()
    if form.validate_on_submit():
        try:
            actions.add_phase(round_id=round_id, phase=form.phase(), actor=required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The phase is set."))
            return redirect(url_for("panel_phases.phases", round_id=round_id))
    card = schemes.round_card(round_id)
    page = render_template(
        "panel/phases.html",
        round=card,
        cards=queries.phases_set(round_id),
        plan=queries.phase_plan(card, received()),
        is_closed=closed.is_closed(round_id),
        form=form,
    )
    return page, 422 if form.errors else 200


@bp.post("/panel/<int:round_id>/phases/usual")
@open_to(queries.may_chair)
def usual(round_id: int) -> ResponseReturnValue:
    """Give a round the usual phases."""
    return _done(
        round_id,
        lambda: actions.set_usual_phases(round_id=round_id, actor=required_viewer()),
        _("The usual phases are set. Change their times as you need."),
    )


@bp.route("/panel/<int:round_id>/phases/<int:phase_id>", methods=["GET", "POST"])
@open_to(queries.may_chair)
def change(round_id: int, phase_id: int) -> ResponseReturnValue:
    """Change one phase."""
    card = queries.phase_set(round_id, phase_id)
    form = PhaseForm(data=values_of(card.phase, card.mark))
    if form.validate_on_submit():
        try:
            actions.change_phase(
                round_id=round_id,
                phase_id=phase_id,
                phase=form.phase(),
                seen=form.seen.data or "",
                actor=required_viewer(),
            )
        except Conflict as conflict:
            refuse(form, conflict)
            # The next save is meant: it was made with the stored phase in sight.
            card = queries.phase_set(round_id, phase_id)
            form.seen.data = card.mark
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Saved."))
            return redirect(url_for("panel_phases.phases", round_id=round_id))
    page = render_template(
        "panel/phase.html", round=schemes.round_card(round_id), card=card, form=form
    )
    return page, 422 if form.errors else 200


@bp.post("/panel/<int:round_id>/phases/<int:phase_id>/end")
@open_to(queries.may_chair)
def end(round_id: int, phase_id: int) -> ResponseReturnValue:
    """End the phase that holds."""
    return _done(
        round_id,
        lambda: actions.end_phase(
            round_id=round_id, phase_id=phase_id, received=received(), actor=required_viewer()
        ),
        _("The phase has ended."),
    )


@bp.post("/panel/<int:round_id>/phases/<int:phase_id>/remove")
@open_to(queries.may_chair)
def remove(round_id: int, phase_id: int) -> ResponseReturnValue:
    """Take back a phase that has not begun."""
    return _done(
        round_id,
        lambda: actions.remove_phase(round_id=round_id, phase_id=phase_id, actor=required_viewer()),
        _("The phase is taken back."),
    )


def _done(round_id: int, act: Callable[[], None], said: str) -> ResponseReturnValue:
    try:
        act()
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(said)
    return redirect(url_for("panel_phases.phases", round_id=round_id))


@bp.get("/panel/read/<int:candidacy_id>/others")
@open_to(queries.may_see_others)
def others(candidacy_id: int) -> ResponseReturnValue:
    """What the other readers of a nominee sent."""
    return render_template(
        "panel/others.html", sheet=queries.others_sheet(required_viewer(), candidacy_id)
    )
