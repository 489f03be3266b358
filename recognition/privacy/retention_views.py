"""How long things are kept, what would go now, what went, and what is on hold."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, received, refuse
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.privacy.actions import retention, retention_setting
from recognition.privacy.queries import retention as queries
from recognition.privacy.retention_forms import HoldForm, PeriodsForm
from recognition.privacy.retention_schedule import KINDS, spoken_length
from recognition.words import _, ngettext

BATCHES_A_PAGE = 50

bp = Blueprint("privacy_retention", __name__, url_prefix="/manage/privacy")


@bp.route("/retention", methods=["GET", "POST"])
@open_to(queries.may_keep_house)
def schedule() -> ResponseReturnValue:
    """Show how long each kind is kept, and change it."""
    periods, setting = queries.periods(received()), queries.setting()
    form = PeriodsForm.of(periods, automatic=setting.automatic)
    if form.validate_on_submit():
        try:
            retention_setting.set_periods(
                form.lengths(), automatic=bool(form.automatic.data), actor=required_viewer()
            )
            flash(_("That is how long things are kept from now on."))
            return redirect(url_for("privacy_retention.schedule"), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "privacy/retention.html",
        form=form,
        periods=periods,
        setting=setting,
        spoken_length=spoken_length,
        holds=queries.holds(received()),
    )
    return page, 422 if form.errors else 200


@bp.get("/retention/due")
@open_to(queries.may_keep_house)
def due() -> str:
    """Count what would go now; nothing is changed."""
    found = retention.due(received())
    return render_template(
        "privacy/retention_due.html",
        found=found,
        total=sum(one.items for one in found),
        spoken_length=spoken_length,
        form=ConfirmForm(),
    )


@bp.post("/retention/due")
@open_to(queries.may_keep_house)
def run() -> ResponseReturnValue:
    """Let go of what is due, as much as fits into one request."""
    found = retention.purge(
        way=retention.PAGE, actor_id=required_viewer().person_id, most=BATCHES_A_PAGE
    )
    number = sum(one.items for one in found)
    flash(ngettext("%(num)s thing has gone.", "%(num)s things have gone.", number))
    if any(one.items for one in retention.due()):
        flash(_("There is more to go. Press the button again, or leave it to the night."))
        return redirect(url_for("privacy_retention.due"), 303)
    return redirect(url_for("privacy_retention.log"), 303)


@bp.get("/retention/log")
@open_to(queries.may_keep_house)
def log() -> ResponseReturnValue:
    """List what went: kind, how many, until when, by whom; no names."""
    number = page_number()
    lines, pages = queries.log(number)
    if number > pages:
        return redirect(url_for("privacy_retention.log", page=pages))
    return render_template(
        "privacy/retention_log.html", lines=lines, number=number, pages=pages, kinds=KINDS
    )


@bp.route("/holds", methods=["GET", "POST"])
@open_to(queries.may_keep_house)
def holds() -> ResponseReturnValue:
    """List what is on hold, and put something on hold."""
    form = HoldForm()
    form.offer(queries.rounds_to_hold(), _("No round"))
    if form.validate_on_submit():
        try:
            retention_setting.place_hold(
                email=form.email.data or "",
                round_id=int(form.round.data) if form.round.data else None,
                reason=form.reason.data or "",
                until=form.instant(),
                actor=required_viewer(),
            )
            flash(_("Nothing of it goes until the hold ends."))
            return redirect(url_for("privacy_retention.holds"), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "privacy/holds.html", form=form, holds=queries.holds(received()), now=received()
    )
    return page, 422 if form.errors else 200


@bp.route("/holds/<int:hold_id>/end", methods=["GET", "POST"])
@open_to(queries.may_keep_house)
def end_hold(hold_id: int) -> ResponseReturnValue:
    """Ask once, then end a hold."""
    line, form = queries.hold(hold_id, received()), ConfirmForm()
    if request.method == "POST" and form.validate_on_submit():
        retention_setting.end_hold(hold_id, actor=required_viewer())
        flash(_("The hold has ended."))
        return redirect(url_for("privacy_retention.holds"), 303)
    return render_template("privacy/hold_end.html", form=form, line=line)
