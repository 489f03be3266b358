"""Pages that say who sits on a panel and who reads what: for the chair and administrators."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing, Refused
from recognition.pages import page_number, page_url, refuse
from recognition.panel import actions, closed, queries, workload_words
from recognition.panel.forms import AppointForm, AppointWithRoleForm, EndForm, PersonForm
from recognition.panel.rules import PANELLIST, ROLES
from recognition.panel.share_forms import ShareForm, asked, share_form
from recognition.people import queries as people_queries
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.words import _, ngettext

bp = Blueprint("panel_staffing", __name__)
FEW = 12
"""Panellists who are shown one by one without being asked for."""


@bp.route("/panel/<int:round_id>/people", methods=["GET", "POST"])
@open_to(queries.may_appoint)
def people(round_id: int) -> ResponseReturnValue:
    """Who sits on the panel; appointing more."""
    viewer = required_viewer()
    card = schemes.round_card(round_id)
    with_role = queries.may_administer(viewer, round_id)
    form = AppointWithRoleForm() if with_role else AppointForm()
    if form.validate_on_submit():
        try:
            actions.appoint(
                round_id=round_id,
                person_id=int(form.person_id.data or 0),
                role=form.role.data if isinstance(form, AppointWithRoleForm) else PANELLIST,
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("Appointed. We have written to them."))
            return redirect(url_for("panel_staffing.people", round_id=round_id))
    text = request.args.get("q", "").strip()
    page = render_template(
        "panel/people.html",
        round=card,
        seats=queries.seats(viewer, round_id),
        form=form,
        with_role=with_role,
        is_chair=queries.may_chair(viewer, round_id),
        deputy_wanted=queries.deputies_wanted(viewer, [round_id]).get(round_id, 0),
        is_closed=closed.is_closed(round_id),
        q=text,
        found=_search(text, card.scheme.organisation_ids),
    )
    return page, 422 if form.errors else 200


def _search(text: str, organisations: tuple[int, ...]) -> list[people_queries.PersonCard]:
    if not text:
        return []
    return people_queries.suggestions(text, organisations=organisations, near=None, limit=12)


bp.add_url_rule(
    "/manage/panel/<int:round_id>",
    "manage",
    open_to(queries.may_administer)(lambda round_id: people(round_id)),
    methods=["GET", "POST"],
)


@bp.route("/panel/<int:round_id>/people/<int:person_id>/<role>/end", methods=["GET", "POST"])
@open_to(queries.may_appoint)
def end(round_id: int, person_id: int, role: str) -> ResponseReturnValue:
    """End a seat: asked once, naming who."""
    viewer = required_viewer()
    # A chair appoints panellists; who chairs is for administrators.
    if role not in ROLES or (role != PANELLIST and not queries.may_administer(viewer, round_id)):
        raise Missing
    seats = queries.seats(viewer, round_id)
    held = [s for s in seats if s.person.id == person_id and s.role == role]
    if not held:
        raise Missing
    form = EndForm()
    if form.validate_on_submit():
        actions.end_appointment(round_id=round_id, person_id=person_id, role=role, actor=viewer)
        flash(_("%(name)s is no longer on this panel.", name=held[0].person.name))
        return redirect(url_for("panel_staffing.people", round_id=round_id))
    return render_template(
        "panel/end.html", round=schemes.round_card(round_id), seat=held[0], form=form
    )


@bp.route("/panel/<int:round_id>/assign", methods=["GET", "POST"])
@open_to(queries.may_lead)
def assign(round_id: int) -> ResponseReturnValue:
    """Who reads what; everyone a fair share."""
    viewer = required_viewer()
    chairs = queries.may_chair(viewer, round_id)
    if request.method == "POST" and not chairs:
        raise Missing  # a deputy gives readers to the nominees they lead, one at a time
    few = None if "each" in request.args else FEW
    table = queries.assign_table(viewer, round_id, page_number(), few=few)
    reads, most = asked(request.args)
    every = len(table.panellists) == table.on_panel
    shown = table.panellists if every else ()
    categories = [(found.id, found.name) for found in schemes.categories(table.round.scheme.id)]
    form = share_form([seat.person.id for seat in shown], categories)(reads=reads, most=most)
    if form.validate_on_submit():
        try:
            share = _share(round_id, form)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_shared(share))
            return redirect(url_for("panel_staffing.assign", round_id=round_id))
    reads, most = form.said(reads, most)
    outlook = queries.outlook(viewer, round_id, reads=reads, most=most)
    page = render_template(
        "panel/assign.html",
        table=table,
        form=form,
        chairs=chairs,
        every=every,
        page_url=page_url,
        **_said(outlook),
    )
    return page, 422 if form.errors else 200


def _share(round_id: int, form: ShareForm) -> actions.Share:
    return actions.share_fairly(
        round_id=round_id,
        reads=int(form.reads.data),
        most=int(form.most.data),
        limits=form.limits(),
        knows=form.knows(),
        actor=required_viewer(),
    )


def _said(outlook: queries.Outlook) -> dict[str, Any]:
    """Return what the page says about a share before it is made."""
    return {
        "outlook": outlook,
        "implied": workload_words.implied(
            outlook.nominees,
            outlook.reads,
            outlook.panellists,
            outlook.most,
            outlook.workload,
        ),
        "warnings": workload_words.warnings(
            reads=outlook.reads,
            short=outlook.short,
            parts=outlook.parts,
            won_lately=outlook.won_lately,
        ),
    }


def _shared(share: actions.Share) -> str:
    if not share.assignments:
        return _("Everyone has enough readers already. Nothing was changed.")
    return ngettext(
        "Shared among %(num)s panellist, who has a letter.",
        "Shared among %(num)s panellists, each with one letter.",
        share.panellists,
    )


@bp.route("/panel/<int:round_id>/assign/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_lead)
def readers(round_id: int, candidacy_id: int) -> ResponseReturnValue:
    """Choose the readers of one nominee by hand."""
    viewer = required_viewer()
    form = PersonForm()
    if form.validate_on_submit():
        act = actions.unassign if "remove" in request.form else actions.assign
        try:
            act(
                round_id=round_id,
                candidacy_id=candidacy_id,
                person_id=int(form.person_id.data or 0),
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The readers are changed."))
            here = url_for("panel_staffing.readers", round_id=round_id, candidacy_id=candidacy_id)
            return redirect(here)
    sheet = queries.reader_choices(viewer, round_id, candidacy_id)
    page = render_template("panel/readers.html", sheet=sheet, form=form)
    return page, 422 if form.errors else 200
