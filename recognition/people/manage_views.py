"""Administrators look after the people and the looks of their organisation."""

from functools import partial

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.pages import page_number, page_url, refuse
from recognition.people import actions, queries
from recognition.people.brand_views import organisation_page
from recognition.people.forms import ConfirmForm, OrganisationForm
from recognition.people.role_forms import LastDayForm
from recognition.people.rules import GRANTED_ROLES
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_manage", __name__, url_prefix="/manage")


@bp.get("/people")
@open_to(queries.is_administrator)
def people() -> ResponseReturnValue:
    """List the staff, fifty a page; search and filters stand in the address."""
    viewer, chosen, page = required_viewer(), _chosen(), page_number()
    places = queries.administered_organisations(viewer)
    asked = [card.id for card in places if str(card.id) == request.args.get("organisation")]
    lines, total = queries.staff(asked or viewer.administers, chosen, page=page)
    pages = max(1, -(-total // queries.PER_PAGE))
    if page > pages:
        return redirect(page_url(pages))
    return render_template(
        "people/people.html",
        lines=lines,
        total=total,
        chosen=chosen,
        place=asked[0] if asked else None,
        places=[(card.id, card.name) for card in places],
        page_now=page,
        pages=pages,
        page_url=page_url,
    )


def _chosen() -> queries.Chosen:
    """Return whom to list; an odd role or state in the address leaves nobody out."""
    role, show = (request.args.get(name, "") for name in ("role", "show"))
    return queries.Chosen(
        text=request.args.get("q", "").strip(),
        team=request.args.get("team", "").strip(),
        role=role if role in GRANTED_ROLES else "",
        show=show if show in {"here", "left"} else "",
    )


@bp.get("/people/<int:person_id>")
@open_to(queries.may_manage_person)
def person(person_id: int) -> ResponseReturnValue:
    """Show one person, their roles, and whether they may sign in."""
    return render_template(
        "people/person.html",
        sheet=queries.staff_sheet(person_id),
        merges=queries.merges_into(person_id),
        every_role=GRANTED_ROLES,
        form=ConfirmForm(),
        refusal=None,
    )


@bp.get("/people/<int:person_id>/<any(give, end):step>/<any(administrator, communications):role>")
@open_to(queries.may_manage_person)
def confirm_role(person_id: int, step: str, role: str) -> ResponseReturnValue:
    """Ask once before a role is given or ended."""
    return _confirm(person_id, step, role)


@bp.post("/people/<int:person_id>/<any(give, end):step>/<any(administrator, communications):role>")
@open_to(queries.may_manage_person)
def change_role(person_id: int, step: str, role: str) -> ResponseReturnValue:
    """Give or end a role."""
    place = queries.person(person_id).organisation_id
    change = actions.end_grant
    try:
        if step == "give":
            change = partial(actions.grant, expires_on=LastDayForm().last_day())
        change(person_id=person_id, organisation_id=place, role=role, actor=required_viewer())
    except Refused as refused:
        return _confirm(person_id, step, role, refused)
    flash(_("The role was given.") if step == "give" else _("The role was ended."))
    return redirect(url_for("people_manage.person", person_id=person_id))


@bp.get("/people/<int:person_id>/<any(disable, enable):step>")
@open_to(queries.may_manage_person)
def confirm_access(person_id: int, step: str) -> ResponseReturnValue:
    """Ask once before somebody is shut out, or let in again."""
    return _confirm(person_id, step)


@bp.post("/people/<int:person_id>/<any(disable, enable):step>")
@open_to(queries.may_manage_person)
def change_access(person_id: int, step: str) -> ResponseReturnValue:
    """Shut somebody out, or let them in again."""
    change = actions.disable if step == "disable" else actions.enable
    try:
        change(person_id=person_id, actor=required_viewer())
    except Refused as refused:
        return _confirm(person_id, step, "", refused)
    flash(_("They can no longer sign in.") if step == "disable" else _("They can sign in again."))
    return redirect(url_for("people_manage.person", person_id=person_id))


def _confirm(
    person_id: int, step: str, role: str = "", refused: Refused | None = None
) -> ResponseReturnValue:
    form = LastDayForm() if step == "give" else ConfirmForm()
    if refused is not None:
        refuse(form, refused)
    sheet = queries.staff_sheet(person_id)
    page = render_template("people/confirm.html", sheet=sheet, step=step, role=role, form=form)
    return page, 422 if refused else 200


@bp.route("/organisation", methods=["GET", "POST"])
@bp.route("/organisation/<int:organisation_id>", methods=["GET", "POST"])
@open_to(queries.may_manage_organisation)
def organisation(organisation_id: int | None = None) -> ResponseReturnValue:
    """Change an organisation's name and colours."""
    viewer = required_viewer()
    card = queries.administered(viewer, organisation_id)
    form = OrganisationForm(obj=card)
    if form.validate_on_submit():
        try:
            actions.edit_organisation(
                organisation_id=card.id,
                name=form.name.data or "",
                main_colour=form.main_colour.data or "",
                accent_colour=form.accent_colour.data or "",
                actor=viewer,
            )
            flash(_("The organisation's name and colours were saved."))
            return redirect(request.path)
        except Refused as refused:
            refuse(form, refused)
    return organisation_page(card, form), 422 if form.errors else 200
