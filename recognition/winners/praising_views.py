"""Whoever leads the panel writes words to share with a nominee and the nominators."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.citing_forms import PraiseForm
from recognition.winners.guarding import noticed
from recognition.words import _

bp = Blueprint("praising", __name__)


@bp.route("/winners/praise/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_decide)
def praise(candidacy_id: int) -> ResponseReturnValue:
    """Write what the letters after the announcement pass on."""
    candidacy = nominations.candidacy(candidacy_id)
    before = queries.praise_of([candidacy_id]).get(candidacy_id, "")
    form = PraiseForm(data={"text": before})
    form.speak()
    if form.validate_on_submit():
        try:
            actions.praise(
                candidacy_id,
                text=form.text.data or "",
                actor=required_viewer(),
                now=received(),
                looked=bool(form.looked.data),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The words are kept. They go out with the letters after the announcement."))
            return redirect(url_for("praising.praise", candidacy_id=candidacy_id))
    announced = queries.announced_at(candidacy.round_id)
    page = render_template(
        "winners/praise.html",
        form=form,
        candidacy=candidacy,
        noticed=noticed(form.text.data or ""),
        written=before,
        is_told=announced is not None and announced <= received(),
    )
    return page, 422 if form.errors else 200
