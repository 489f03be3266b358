"""Whoever leads the panel approves the words about a winner, or sends them back."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.pages import refuse
from recognition.people.views import required_viewer
from recognition.winners import actions, queries
from recognition.winners.citing import deed_name, state_name
from recognition.winners.citing_forms import StepForm, fresh, step_form
from recognition.words import _

bp = Blueprint("approving", __name__)


@bp.get("/winners/approve/<int:candidacy_id>")
@open_to(queries.may_decide)
def words(candidacy_id: int) -> ResponseReturnValue:
    """Show whoever leads the panel the words that wait for them, and what they replace."""
    return _page(candidacy_id)


@bp.post("/winners/approve/<int:candidacy_id>/<any(approve, back):what>")
@open_to(queries.may_decide)
def answer(candidacy_id: int, what: str) -> ResponseReturnValue:
    """Approve the words, or send them back with what should change."""
    form, viewer = step_form(StepForm), required_viewer()
    if form.validate_on_submit():
        edition = form.edition_shown()
        try:
            if what == "approve":
                looked = bool(form.looked.data)
                actions.approve_citation(candidacy_id, edition=edition, actor=viewer, looked=looked)
                flash(_("The words are approved. Those they are about are asked now."))
            else:
                note = form.note.data or ""
                actions.send_back(candidacy_id, edition=edition, note=note, actor=viewer)
                flash(_("The words are on their way back, with your note."))
        except Refused as refused:
            refuse(form, refused)
        else:
            return redirect(url_for("citing.waiting"))
    forms = {"approving" if what == "approve" else "returning": form}
    return _page(candidacy_id, **forms)


def _page(candidacy_id: int, **forms: StepForm) -> ResponseReturnValue:
    sheet = queries.citation_sheet(candidacy_id)
    shown = fresh(
        sheet.newest.edition if sheet.newest else 0,
        {"approving": StepForm, "returning": StepForm},
        forms,
    )
    page = render_template(
        "winners/approve.html",
        sheet=sheet,
        stories=nominations.stories([candidacy_id])[candidacy_id],
        state_name=state_name,
        deed_name=deed_name,
        forms_with_errors=list(shown.values()),
        **shown,
    )
    return page, 422 if any(one.errors for one in shown.values()) else 200
