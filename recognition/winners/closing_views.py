"""Closing a round's judging, opening it again, and the panel's report."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.winners import actions, printing, queries
from recognition.winners.forms import CloseForm, OpenAgainForm
from recognition.winners.report import Report, report
from recognition.winners.report_words import never_why, without_known
from recognition.words import _

bp = Blueprint("closing", __name__)


@bp.route("/winners/closing/<int:round_id>", methods=["GET", "POST"])
@open_to(queries.may_lead)
def closing(round_id: int) -> ResponseReturnValue:
    """What is still open, and the button that closes; or how to open it again."""
    viewer, form = required_viewer(), CloseForm()
    if form.validate_on_submit():
        try:
            actions.close(round_id, actor=viewer, now=received())
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The judging is closed, and the panel’s report is ready."))
            return redirect(url_for("closing.closing", round_id=round_id))
    return _page(round_id, form)


@bp.post("/winners/closing/<int:round_id>/open")
@open_to(queries.may_lead)
def open_again(round_id: int) -> ResponseReturnValue:
    """Open a closed round again, with a reason."""
    form = OpenAgainForm()
    form.speak()
    if form.validate_on_submit():
        try:
            actions.reopen(
                round_id, reason=form.reason.data or "", actor=required_viewer(), now=received()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The judging is open again. Everybody who leads the panel is told."))
            return redirect(url_for("closing.closing", round_id=round_id))
    return _page(round_id, form)


def _page(round_id: int, form: CloseForm | OpenAgainForm) -> ResponseReturnValue:
    viewer = required_viewer()
    return (
        render_template(
            "winners/closing.html",
            form=form,
            again=form if isinstance(form, OpenAgainForm) else OpenAgainForm(formdata=None),
            close=form if isinstance(form, CloseForm) else CloseForm(formdata=None),
            checklist=queries.checklist(viewer, round_id),
            closed=queries.last_closing(round_id),
            why=queries.why_reopened(viewer, round_id),
        ),
        422 if form.errors else 200,
    )


def _report(round_id: int) -> tuple[queries.Closed, Report]:
    """Return the newest closing, and its report without whom the viewer must not learn about.

    Raises:
        Missing: the round was never closed.
    """
    closed = queries.last_closing(round_id)
    if closed is None:
        raise Missing
    hidden = queries.hidden_from(required_viewer(), round_id)
    return closed, report(closed.snapshot, hidden)


@bp.get("/winners/report/<int:round_id>")
@open_to(queries.may_report)
def show_report(round_id: int) -> str:
    """The panel's report, as a page."""
    closed, found = _report(round_id)
    return render_template(
        "winners/report.html",
        report=found,
        closed=closed,
        round=schemes.round_card(round_id),
        leads=queries.may_lead(required_viewer(), round_id),
        never_why=never_why(),
        without_known=without_known(),
    )


@bp.get("/winners/report/<int:round_id>/report.pdf")
@open_to(queries.may_report)
def report_on_paper(round_id: int) -> ResponseReturnValue:
    """The panel's report, as a tagged PDF."""
    closed, found = _report(round_id)
    card = schemes.round_card(round_id)
    return Response(
        printing.report_pdf(
            found,
            closed=clock.spoken(closed.closed_at),
            colours=queries.colours_of(round_id),
            made=closed.closed_at,
        ),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="panel-report-{card.slug}.pdf"'},
    )
