"""Acting for an absent colleague on this browser, and stopping."""

from flask import Blueprint, Flask, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from recognition import acting
from recognition.access import open_to, signed_in
from recognition.errors import Refused
from recognition.people.actions import acting as acts
from recognition.people.queries import Viewer, covers
from recognition.people.session_views import current_viewer, required_viewer
from recognition.words import _

bp = Blueprint("people_acting", __name__)


@bp.post("/account/act/<int:cover_id>")
@open_to(covers.may_act)
def act(cover_id: int) -> ResponseReturnValue:
    """Act for an absent colleague from now on."""
    try:
        acts.act_for(cover_id, actor=required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("What you do now is noted as done for your colleague, until you stop."))
    return redirect(url_for("people_account.account"))


@bp.post("/account/act/stop")
@open_to(signed_in)
def stop() -> ResponseReturnValue:
    """Act for nobody any more."""
    acts.stop_acting(actor=required_viewer())
    flash(_("You act for nobody but yourself now."))
    return redirect(url_for("people_account.account"))


def remember_who_acts(app: Flask) -> None:
    """Let what is below the pages know who is behind a request; forgotten at its end."""

    @app.before_request
    def note() -> None:
        viewer = current_viewer()
        acting.note(_behind(viewer) if viewer else None)

    @app.teardown_request
    def forget(_problem: BaseException | None) -> None:
        acting.note(None)


def _behind(viewer: Viewer) -> acting.Behind:
    if viewer.acting is None:
        return acting.Behind(viewer.person_id)
    return acting.Behind(viewer.person_id, viewer.acting.absent_id, viewer.acting.cover_id)
