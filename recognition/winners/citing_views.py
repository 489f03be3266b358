"""Communications mark, write and send on the words about a winner."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import queries as nominations
from recognition.pages import refuse
from recognition.people.queries import Viewer
from recognition.people.views import required_viewer
from recognition.resources import queries as resources
from recognition.winners import actions, queries
from recognition.winners.citing import deed_name, state_name
from recognition.winners.citing_forms import CitationForm, PaperForm, StepForm, fresh, step_form
from recognition.winners.marking import pieces
from recognition.words import _

bp = Blueprint("citing", __name__)

Step = TypeVar("Step", bound=StepForm)


@bp.get("/winners/waiting")
@open_to(queries.may_have_words_waiting)
def waiting() -> str:
    """List the words that wait for whoever is looking."""
    viewer = required_viewer()
    return render_template(
        "winners/waiting.html",
        waiting=queries.waiting(viewer),
        prepares=queries.may_prepare_any(viewer),
    )


@bp.route("/winners/citation/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_prepare_candidacy)
def citation(candidacy_id: int) -> ResponseReturnValue:
    """Mark sentences, write the words that are published, and see where they stand."""
    decided = queries.decision(candidacy_id)
    form = CitationForm(data={"text": decided.citation, "quote": decided.quote})
    form.speak()
    if form.is_submitted() and form.puts_together:
        return _put_together(candidacy_id, form)
    if form.validate_on_submit():
        try:
            actions.draft_citation(
                candidacy_id,
                text=form.text.data or "",
                quote=form.quote.data or "",
                quote_from=form.quoted(),
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The citation is saved."))
            return _again(candidacy_id)
    return _page(candidacy_id, form)


def _put_together(candidacy_id: int, form: CitationForm) -> ResponseReturnValue:
    """Show the form with the marked sentences in its texts; nothing is saved yet."""
    try:
        form.put_together(queries.written(candidacy_id))
    except Refused as refused:
        refuse(form, refused)
    return _page(candidacy_id, form)


@bp.post("/winners/citation/<int:candidacy_id>/send")
@open_to(queries.may_prepare_candidacy)
def send(candidacy_id: int) -> ResponseReturnValue:
    """Send the words to the chair."""

    def step(form: StepForm, actor: Viewer) -> None:
        actions.send_citation(
            candidacy_id, edition=form.edition_shown(), actor=actor, looked=bool(form.looked.data)
        )

    form = step_form(StepForm)
    return _stepped(candidacy_id, form, step, _("The chair has the words now."), sending=form)


@bp.post("/winners/citation/<int:candidacy_id>/agreed")
@open_to(queries.may_prepare_candidacy)
def agreed(candidacy_id: int) -> ResponseReturnValue:
    """Write down an agreement that was given on paper or in person."""

    def step(form: PaperForm, actor: Viewer) -> None:
        form.check_given()
        actions.record_agreement(
            candidacy_id, edition=form.edition_shown(), actor=actor, looked=bool(form.looked.data)
        )

    form = step_form(PaperForm)
    return _stepped(candidacy_id, form, step, _("Their agreement is written down."), paper=form)


def _stepped(
    candidacy_id: int,
    form: Step,
    step: Callable[[Step, Viewer], None],
    done: str,
    **forms: StepForm,
) -> ResponseReturnValue:
    """Take a step; a refusal is told on the page it stands on."""
    if form.validate_on_submit():
        try:
            step(form, required_viewer())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(done)
            return _again(candidacy_id)
    return _page(candidacy_id, None, **forms)


def _again(candidacy_id: int) -> ResponseReturnValue:
    return redirect(url_for("citing.citation", candidacy_id=candidacy_id))


def _page(candidacy_id: int, form: CitationForm | None, **forms: StepForm) -> ResponseReturnValue:
    sheet = queries.citation_sheet(candidacy_id)
    if form is None:
        data = {"text": sheet.decided.citation, "quote": sheet.decided.quote}
        form = CitationForm(formdata=None, data=data)
    shown = fresh(
        sheet.newest.edition if sheet.newest else 0,
        {"sending": StepForm, "paper": PaperForm},
        forms,
    )
    every = [form, *shown.values()]
    page = render_template(
        "winners/citation.html",
        form=form,
        sheet=sheet,
        stories=nominations.stories([candidacy_id])[candidacy_id],
        pieces=pieces(queries.written(candidacy_id)),
        state_name=state_name,
        deed_name=deed_name,
        forms_with_errors=every,
        resources=resources.for_stage("celebrate", limit=1),
        **shown,
    )
    return page, 422 if any(one.errors for one in every) else 200
