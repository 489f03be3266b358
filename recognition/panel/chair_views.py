"""The chair's pages: the ranking, one nominee, and opening sent scores again."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import page_number, page_url, refuse
from recognition.panel import actions, bands, chair_words, marks, queries
from recognition.panel.forms import ReopenForm, WantedForm
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("panel_chair", __name__)


def _asked() -> queries.Asked:
    """Return what the address asks for; anything odd means the usual."""
    category, order = request.args.get("category", ""), request.args.get("order", "")
    show = request.args.get("show", "")
    return queries.Asked(
        category_id=int(category)
        if category.isascii() and category.isdigit() and len(category) < 10
        else None,
        order=order if order in queries.ORDERS else "rank",
        show=show if show in queries.SHOWS else "",
        page=page_number(),
    )


@bp.route("/panel/<int:round_id>/ranking", methods=["GET", "POST"])
@open_to(queries.may_lead)
def ranking(round_id: int) -> ResponseReturnValue:
    """What the scores add up to; how many winners there are to be."""
    viewer = required_viewer()
    table = queries.table(viewer, round_id, _asked())
    form = WantedForm(winners=str(table.winners))
    if table.chairs and table.category_id is not None and form.validate_on_submit():
        actions.want(
            round_id=round_id,
            category_id=table.category_id,
            winners=int(form.winners.data or 1),
            actor=viewer,
        )
        flash(_("Kept. The chances for that number of winners follow in a few seconds."))
        return redirect(page_url(1))
    page = render_template(
        "panel/ranking.html",
        table=table,
        chairs=table.chairs,
        form=form,
        lines=chair_words.of_category(table.said) if table.said else [],
        dropped=chair_words.of_dropped(table.said.get("dropped", 0)),
        bands={key: bands.described(key) for key in bands.BANDS},
        marks=marks.marks([row.candidacy.id for row in table.rows]),
        page_url=page_url,
    )
    return page, 422 if form.errors else 200


@bp.get("/panel/nominee/<int:candidacy_id>")
@open_to(queries.may_open_nominee)
def nominee(candidacy_id: int) -> ResponseReturnValue:
    """The stories of a nominee and what each panellist thought."""
    viewer = required_viewer()
    sheet = queries.nominee_sheet(candidacy_id, viewer)
    found = queries.results(viewer, sheet.round.id)
    place = queries.standing_of(found, candidacy_id) if found else None
    return render_template(
        "panel/nominee.html",
        sheet=sheet,
        mark=marks.marks([candidacy_id]).get(candidacy_id),
        place=place,
        why=_why(found, sheet, place),
        bands=bands,
    )


def _why(
    found: queries.Results | None, sheet: queries.NomineeSheet, place: queries.TableRow | None
) -> list[str]:
    """Say why the adjusted score is what it is, and how likely a place among the winners."""
    if found is None or place is None or place.raw is None:
        return []
    judges = found.judges
    severities = [
        judges[review.person.id].severity
        for review in sheet.reviews
        if review.number is not None and review.person.id in judges
    ]
    said = found.said["categories"].get(str(sheet.candidacy.category_id), {})
    lines = [
        chair_words.of_nominee(place.raw, place.adjusted, severities),
        chair_words.of_chance(place.chance, said.get("wanted", 1)),
    ]
    return [line for line in lines if line]


@bp.route("/panel/nominee/<int:candidacy_id>/reopen/<int:assignment_id>", methods=["GET", "POST"])
@open_to(queries.may_open_nominee)
def reopen(candidacy_id: int, assignment_id: int) -> ResponseReturnValue:
    """Give a panellist their sent scores back."""
    sheet = queries.nominee_sheet(candidacy_id)
    review = next((r for r in sheet.reviews if r.assignment_id == assignment_id), None)
    if review is None:
        raise Missing
    form = ReopenForm()
    if form.validate_on_submit():
        try:
            actions.reopen(
                candidacy_id=candidacy_id,
                assignment_id=assignment_id,
                reason=form.reason.data or "",
                actor=required_viewer(),
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("%(name)s can change their scores again.", name=review.person.name))
            return redirect(url_for("panel_chair.nominee", candidacy_id=candidacy_id))
    page = render_template("panel/reopen.html", sheet=sheet, review=review, form=form)
    return page, 422 if form.errors else 200
