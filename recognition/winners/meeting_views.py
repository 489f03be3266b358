"""The decision meeting: an overview for whoever leads, and one nominee at a time for the room."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, page_url, received, refuse
from recognition.panel import actions as panel
from recognition.panel import bands
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.forms import CloseForm, MoveForm, NoteForm, OutcomeForm, UndoForm
from recognition.winners.queries import MeetingSheet
from recognition.winners.rules import OUTCOMES, RESERVES, outcome_name
from recognition.winners.shortening import in_short
from recognition.words import _

bp = Blueprint("meeting", __name__)


@bp.get("/winners/meeting/<int:round_id>")
@open_to(queries.may_lead)
def overview(round_id: int) -> str:
    """Whom the meeting is about, what is decided so far, and the reserve list."""
    asked = request.args.get("category", "")
    category_id = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    return render_template(
        "winners/meeting.html",
        meeting=queries.meeting(required_viewer(), round_id, category_id, page_number()),
        bands={key: bands.described(key) for key in bands.BANDS},
        RESERVES=RESERVES,
        page_url=page_url,
    )


@bp.get("/winners/meeting/nominee/<int:candidacy_id>")
@open_to(queries.may_decide)
def nominee(candidacy_id: int) -> ResponseReturnValue:
    """One nominee on the projector, once those who know them have left."""
    return _page(queries.meeting_sheet(required_viewer(), candidacy_id))


def _page(
    sheet: MeetingSheet, form: OutcomeForm | None = None, note: NoteForm | None = None
) -> ResponseReturnValue:
    """Show a nominee, with a form that was refused if there is one."""
    wrong = bool((form and form.errors) or (note and note.errors))
    left = wrong or not sheet.leave or request.args.get("left") == "1"
    if form is None:
        # an earlier reason is shown beside, and never passes for that of another outcome
        form = OutcomeForm(formdata=None)
    form.edition.data = str(sheet.edition)
    page = render_template(
        "winners/meeting_nominee.html" if left else "winners/meeting_leave.html",
        sheet=sheet,
        form=form,
        note=note or NoteForm(formdata=None),
        forms_with_errors=[form, *([note] if note else [])],
        bands=bands,
        praise=queries.praise_of([sheet.candidacy.id]).get(sheet.candidacy.id, ""),
        outcomes=[(outcome, outcome_name(outcome)) for outcome in OUTCOMES],
        outcome_name=outcome_name,
        in_short=in_short,
        OUTCOME_KEYS=dict(zip(OUTCOMES, ("w", "h", "s", "r"), strict=True)),
        RESERVES=RESERVES,
    )
    return page, 422 if wrong else 200


def _again(candidacy_id: int) -> ResponseReturnValue:
    """Show the same nominee again; those who left are still outside."""
    return redirect(url_for("meeting.nominee", candidacy_id=candidacy_id, left=1))


@bp.post("/winners/meeting/nominee/<int:candidacy_id>/decide")
@open_to(queries.may_decide)
def decide(candidacy_id: int) -> ResponseReturnValue:
    """Record the outcome whose button was pressed."""
    viewer, form = required_viewer(), OutcomeForm()
    form.speak()
    if form.validate_on_submit():
        try:
            actions.decide(
                candidacy_id,
                outcome=form.outcome.data or "",
                reason=form.reason.data or "",
                edition=form.edition_shown(),
                actor=viewer,
                now=received(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Recorded: %(outcome)s.", outcome=outcome_name(form.outcome.data)))
            return _again(candidacy_id)
    return _page(queries.meeting_sheet(viewer, candidacy_id), form)


@bp.post("/winners/meeting/nominee/<int:candidacy_id>/undo")
@open_to(queries.may_decide)
def undo(candidacy_id: int) -> ResponseReturnValue:
    """Go back to what was decided before."""
    form = UndoForm()
    if not form.validate_on_submit():
        abort(400)
    edition = form.edition_shown()
    return _pressed(
        candidacy_id,
        lambda actor: actions.undo(candidacy_id, edition=edition, actor=actor, now=received()),
        _("The last decision is undone."),
    )


@bp.post("/winners/meeting/nominee/<int:candidacy_id>/note")
@open_to(queries.may_decide)
def note(candidacy_id: int) -> ResponseReturnValue:
    """Minute what was said."""
    viewer, form = required_viewer(), NoteForm()
    form.speak()
    if form.validate_on_submit():
        try:
            panel.add_note(candidacy_id, text=form.text.data or "", actor=viewer)
        except Refused as refused:
            refuse(form, refused)
        else:
            return _again(candidacy_id)
    return _page(queries.meeting_sheet(viewer, candidacy_id), note=form)


@bp.post("/winners/meeting/nominee/<int:candidacy_id>/reserve/<any(on, off):what>")
@open_to(queries.may_decide)
def reserve(candidacy_id: int, what: str) -> ResponseReturnValue:
    """Put somebody on the reserve list, or take them off."""
    if not CloseForm().validate_on_submit():
        abort(400)
    if what == "on":
        done = _("Added to the reserve list.")
        return _pressed(
            candidacy_id,
            lambda actor: actions.put_on_reserve(candidacy_id, actor=actor, now=received()),
            done,
        )
    done = _("Taken off the reserve list.")
    return _pressed(
        candidacy_id,
        lambda actor: actions.take_off_reserve(candidacy_id, actor=actor, now=received()),
        done,
    )


@bp.post("/winners/meeting/nominee/<int:candidacy_id>/reserve/<any(up, down):way>")
@open_to(queries.may_decide)
def move(candidacy_id: int, way: str) -> ResponseReturnValue:
    """Let a reserve change places with a neighbour; shown on the overview."""
    form, viewer = MoveForm(), required_viewer()
    if not form.validate_on_submit():
        abort(400)
    try:
        actions.move(
            candidacy_id,
            up=way == "up",
            place=form.place_shown(),
            actor=viewer,
            now=received(),
        )
    except Refused as refused:
        flash(refused.reason, "important")
    sheet = queries.meeting_sheet(viewer, candidacy_id)
    return redirect(
        url_for(
            "meeting.overview",
            round_id=sheet.round.id,
            category=sheet.candidacy.category_id,
            _anchor="reserve",
        )
    )


def _pressed(candidacy_id: int, act: Callable[[Viewer], None], done: str) -> ResponseReturnValue:
    """Do what a button says; a refusal is told on the page it goes back to."""
    try:
        act(required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(done)
    return _again(candidacy_id)
