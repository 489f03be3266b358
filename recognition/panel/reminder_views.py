"""The chair says when panellists who are behind are written to."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import received, refuse
from recognition.panel import actions, queries
from recognition.panel.phase_forms import ReminderForm
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext

bp = Blueprint("panel_reminders", __name__)


@bp.route("/panel/<int:round_id>/reminders", methods=["GET", "POST"])
@open_to(queries.may_chair)
def reminders(round_id: int) -> ResponseReturnValue:
    """The reminders of a round; setting one."""
    form = ReminderForm()
    if form.validate_on_submit():
        try:
            actions.set_reminder(
                round_id=round_id, at=form.instant(), received=received(), actor=required_viewer()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The reminder is set."))
            return redirect(url_for("panel_reminders.reminders", round_id=round_id))
    page = render_template(
        "panel/reminders.html",
        round=schemes.round_card(round_id),
        reminders=queries.reminders(round_id),
        form=form,
    )
    return page, 422 if form.errors else 200


@bp.post("/panel/<int:round_id>/reminders/usual")
@open_to(queries.may_chair)
def usual(round_id: int) -> ResponseReturnValue:
    """Set the usual reminders."""
    number = actions.set_usual_reminders(
        round_id=round_id, received=received(), actor=required_viewer()
    )
    flash(
        ngettext("%(num)s reminder is set.", "%(num)s reminders are set.", number)
        if number
        else _("Those times have passed, or are set already. Choose a time below.")
    )
    return redirect(url_for("panel_reminders.reminders", round_id=round_id))


@bp.post("/panel/<int:round_id>/reminders/<int:reminder_id>/remove")
@open_to(queries.may_chair)
def remove(round_id: int, reminder_id: int) -> ResponseReturnValue:
    """Take back a reminder."""
    try:
        actions.remove_reminder(round_id=round_id, reminder_id=reminder_id, actor=required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("The reminder is taken back."))
    return redirect(url_for("panel_reminders.reminders", round_id=round_id))
