"""A panellist's pages: the queue, the sheet, looking again, and stepping back."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Conflict, Refused
from recognition.nominations import queries as nominations
from recognition.pages import page_number, received, refuse
from recognition.panel import actions, queries
from recognition.panel.forms import DeclareForm, ScoreForm, score_form
from recognition.panel.queries import OwnReview, ScoreSheet, Ways
from recognition.panel.rules import NOT_APPLICABLE
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext

bp = Blueprint("panel_reading", __name__)


@bp.get("/panel/<int:round_id>")
@open_to(queries.may_sit)
def queue(round_id: int) -> ResponseReturnValue:
    """What the viewer reads in one round."""
    viewer = required_viewer()
    card, chairs = schemes.round_card(round_id), queries.may_chair(viewer, round_id)
    plan = queries.phase_plan(card, received())
    if plan.now is None and not chairs:
        return render_template("panel/pause.html", round=card, coming=plan.coming)
    return render_template(
        "panel/queue.html",
        plan=plan,
        queue=queries.my_queue(viewer, round_id, page_number()),
        is_chair=chairs,
        may_know=queries.may_know(viewer, round_id),
        guidance=resources.for_stage("judge"),
    )


@bp.route("/panel/read/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_read)
def read(candidacy_id: int) -> ResponseReturnValue:
    """The stories and the rubric, side by side."""
    viewer = required_viewer()
    ways = queries.ways(viewer, candidacy_id)
    if ways is None or not ways.may_score:
        return redirect(url_for("panel_chair.nominee", candidacy_id=candidacy_id))
    if request.method == "POST":
        return _written(candidacy_id, ways.round_id)
    sheet = queries.score_sheet(viewer, candidacy_id)
    return _page(sheet, _form(sheet), ways)


def _written(candidacy_id: int, round_id: int) -> ResponseReturnValue:
    """Keep what was written; the sheet is read again only where something is to be said."""
    viewer, stored = required_viewer(), None
    form = score_form(queries.rubric_of(round_id))()
    if form.validate_on_submit():
        try:
            return _keep(candidacy_id, form)
        except Conflict as conflict:
            refuse(form, conflict)
            stored = queries.own_review(viewer.person_id, candidacy_id)
            # The next save is meant: it was made with the other version in sight.
            form.edition.data = str(stored.edition)
        except Refused as refused:
            refuse(form, refused)
    sheet, ways = queries.score_sheet(viewer, candidacy_id), queries.ways(viewer, candidacy_id)
    return _page(sheet, form, ways, stored)


def _page(
    sheet: ScoreSheet, form: ScoreForm, ways: Ways | None, stored: OwnReview | None = None
) -> ResponseReturnValue:
    form.words.data = sheet.words  # those that this page shows
    page = render_template("panel/read.html", sheet=sheet, form=form, stored=stored, ways=ways)
    return page, 422 if form.errors else 200


def _form(sheet: ScoreSheet) -> ScoreForm:
    review = sheet.review
    points = {
        f"points_{key}": NOT_APPLICABLE if given is None else str(given)
        for key, given in review.points.items()
    }
    return score_form(sheet.criteria)(
        edition=str(review.edition), comment=review.comment, note=review.note, **points
    )


def _keep(candidacy_id: int, form: ScoreForm) -> ResponseReturnValue:
    """Save, or send and go on to the next one that is not sent."""
    sending = "send" in request.form
    act = actions.send_review if sending else actions.save_review
    act(
        candidacy_id=candidacy_id,
        written=form.written(),
        edition=int(form.edition.data or 0),
        received=received(),
        actor=required_viewer(),
    )
    if not sending:
        flash(_("Saved. Only you can see it until you send it."))
        return redirect(url_for("panel_reading.read", candidacy_id=candidacy_id))
    return redirect(onwards(candidacy_id))


def onwards(candidacy_id: int) -> str:
    """Say that scores are sent, and return where the reader goes next."""
    place = queries.place(required_viewer(), candidacy_id)
    if place.next_unsent_id is None:
        flash(_("Your scores are sent. That was the last one: thank you."))
        round_id = nominations.candidacy(candidacy_id).round_id
        return url_for("panel_reading.queue", round_id=round_id)
    said = ngettext(
        "Your scores are sent. %(num)s left.", "Your scores are sent. %(num)s left.", place.left
    )
    flash(said)
    return url_for("panel_reading.read", candidacy_id=place.next_unsent_id)


@bp.post("/panel/read/<int:candidacy_id>/stand")
@open_to(queries.may_score)
def stand(candidacy_id: int) -> ResponseReturnValue:
    """“My scores stand”: the words changed, and the reader has looked again."""
    try:
        actions.let_stand(
            candidacy_id=candidacy_id, seen=request.form.get("seen", ""), actor=required_viewer()
        )
        flash(_("Thank you for looking again. Your scores stand."))
    except Conflict as conflict:
        flash(conflict.reason)
    return redirect(url_for("panel_reading.read", candidacy_id=candidacy_id))


@bp.route("/panel/read/<int:candidacy_id>/interest", methods=["GET", "POST"])
@open_to(queries.may_declare)
def interest(candidacy_id: int) -> ResponseReturnValue:
    """“I know this person”: asked once, because it cannot be undone."""
    form = DeclareForm()
    candidacy = nominations.candidacy(candidacy_id)
    round_id = candidacy.round_id
    viewer = required_viewer()
    if form.validate_on_submit():
        actions.declare_interest(
            candidacy_id=candidacy_id,
            reason=form.reason.data or "",
            whatever=bool(form.whatever.data),
            actor=viewer,
        )
        flash(_("Thank you for saying so. The chair knows, and somebody else will read it."))
        return redirect(url_for("panel_reading.queue", round_id=round_id))
    page = render_template(
        "panel/interest.html",
        form=form,
        called=queries.name_for_reader(viewer, candidacy_id),
        round_id=round_id,
        may_read=queries.may_read(viewer, candidacy_id),
        candidacy_id=candidacy_id,
        # whether a nominee is in the directory tells a blind reader something too
        asks_whatever=candidacy.nominee.person_id is not None
        or bool(queries.hidden_in_reading(viewer.person_id, [candidacy])),
    )
    return page, 422 if form.errors else 200
