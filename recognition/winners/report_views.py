"""The panel's report, as a page and on paper."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition import clock
from recognition.access import open_to
from recognition.errors import Missing
from recognition.pages import received
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.winners import actions, printing, queries
from recognition.winners.forms import WhyForm
from recognition.winners.report import Report, report
from recognition.winners.report_words import never_why, without_known

bp = Blueprint("reports", __name__)


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
def show_report(round_id: int) -> ResponseReturnValue:
    """The panel's report, as a page; whoever does not lead the panel is asked why first."""
    closed, found = _report(round_id)
    if not queries.may_read_scores(required_viewer(), round_id, received()):
        return _ask_why(round_id, WhyForm())
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
    if not queries.may_read_scores(required_viewer(), round_id, received()):
        return redirect(url_for("reports.show_report", round_id=round_id))
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


@bp.post("/winners/report/<int:round_id>/why")
@open_to(queries.may_report)
def say_why(round_id: int) -> ResponseReturnValue:
    """Write down why somebody who does not lead the panel reads its scores."""
    _report(round_id)  # there is one to read
    form = WhyForm()
    form.speak()
    if not form.validate_on_submit():
        return _ask_why(round_id, form)
    actions.open_report(round_id, reason=form.reason.data or "", actor=required_viewer())
    return redirect(url_for("reports.show_report", round_id=round_id), 303)


def _ask_why(round_id: int, form: WhyForm) -> ResponseReturnValue:
    page = render_template("winners/report_why.html", form=form, round=schemes.round_card(round_id))
    return page, 422 if form.errors else 200
