"""Communications see what is missing, ask for consent, and settle the announcement."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.thanks import queries as thanks
from recognition.thanks.rules import CHANNELS, short_channel_name
from recognition.winners import actions, queries
from recognition.winners.citing import state_name
from recognition.winners.forms import AnnouncementForm, planned
from recognition.winners.queries.carrying import may_carry
from recognition.winners.rules import outcome_name
from recognition.words import _, ngettext

bp = Blueprint("preparing", __name__)


@bp.get("/winners/prepare")
@open_to(queries.may_prepare_any)
def rounds() -> str:
    """List the rounds that wait for an announcement, or had one."""
    viewer = required_viewer()
    return render_template(
        "winners/rounds.html",
        rounds=queries.prepared_rounds(viewer),
        embeds=sorted(viewer.communicates | viewer.administers),
    )


@bp.route("/winners/prepare/<int:round_id>", methods=["GET", "POST"])
@open_to(queries.may_prepare)
def prepare(round_id: int) -> ResponseReturnValue:
    """Show what was decided, what is still missing, and when the world may know."""
    announced = queries.announced_at(round_id)
    hidden = queries.hidden_while_judging(required_viewer(), round_id)
    round_card = schemes.round_card(round_id)
    decisions = [one for one in queries.decisions(round_id) if one.candidacy.id not in hidden]
    form = AnnouncementForm(data=planned(announced or round_card.announces_at))
    if form.validate_on_submit():
        try:
            at = form.instant()
            actions.check_may_announce(round_id, at=at, now=received())
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(url_for("announcing.rehearse", round_id=round_id, at=at.isoformat()))
    is_public = announced is not None and announced <= received()
    return (
        render_template(
            "winners/prepare.html",
            form=form,
            state_name=state_name,
            round=round_card,
            decisions=decisions,
            sheets=thanks.consent_sheet([one.candidacy.id for one in decisions]),
            channels=[(channel, short_channel_name(channel)) for channel in CHANNELS],
            announced=announced,
            may_carry=may_carry(required_viewer(), round_id),
            is_public=is_public,
            told=queries.told(round_id) if is_public else None,
            outcome_name=outcome_name,
        ),
        422 if form.errors else 200,
    )


@bp.post("/winners/ask/<int:candidacy_id>")
@open_to(queries.may_prepare_candidacy)
def ask(candidacy_id: int) -> ResponseReturnValue:
    """Write to the winner and ask where their story may be told."""
    decided = queries.decision(candidacy_id)
    try:
        asked = actions.ask_consent(candidacy_id, actor=required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(
            ngettext("%(num)s letter is on its way.", "%(num)s letters are on their way.", asked)
            if asked
            else _("Everybody has been asked already.")
        )
    round_id = decided.candidacy.round_id
    if request.form.get("from") == "consents":
        return redirect(url_for("consents.consents", round_id=round_id))
    return redirect(url_for("preparing.prepare", round_id=round_id))
