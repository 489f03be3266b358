"""An organisation's name, colours and logo, and the logo itself."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Refused
from recognition.pages import refuse
from recognition.people import actions, queries
from recognition.people.forms import LogoForm, OrganisationForm
from recognition.people.queries import OrganisationCard
from recognition.people.rules import colours, contrast
from recognition.people.session_views import required_viewer
from recognition.uploads import MEGABYTE, file_sent, takes_files
from recognition.words import _

LARGEST = 3 * MEGABYTE
FOR_EVER = "public, max-age=31536000, immutable"

bp = Blueprint("people_brand", __name__)


@bp.get("/brand/<int:organisation_id>/<version>.png")
@open_to(anyone)
def logo(organisation_id: int, version: str) -> Response:
    """Serve a logo; its address changes with it, so that browsers may keep it."""
    data = queries.logo(organisation_id, version)
    return Response(data, mimetype="image/png", headers={"Cache-Control": FOR_EVER})


@bp.post("/manage/organisation/<int:organisation_id>/look")
@open_to(queries.may_manage_organisation)
def look(organisation_id: int) -> ResponseReturnValue:
    """Show the colours that were typed on a sample; nothing is saved."""
    form = OrganisationForm()
    try:
        shown = colours(form.main_colour.data or "", form.accent_colour.data or "")
    except Refused as refused:
        refuse(form, refused)
        return organisation_page(_card(organisation_id), form), 422
    return organisation_page(_card(organisation_id), form, shown=shown)


@bp.post("/manage/organisation/<int:organisation_id>/logo")
@open_to(queries.may_manage_organisation)
@takes_files(LARGEST)
def keep_logo(organisation_id: int) -> ResponseReturnValue:
    """Keep a logo."""
    card, sent = _card(organisation_id), LogoForm()
    try:
        actions.keep_logo(organisation_id, file_sent("file"), actor=required_viewer())
    except Refused as refused:
        refuse(sent, refused)
        form = OrganisationForm(formdata=None, obj=card)
        return organisation_page(card, form, logo_form=sent), 422
    flash(_("The logo was saved."))
    return redirect(_page_of(organisation_id))


@bp.post("/manage/organisation/<int:organisation_id>/logo/remove")
@open_to(queries.may_manage_organisation)
def remove_logo(organisation_id: int) -> ResponseReturnValue:
    """Take the logo away."""
    actions.remove_logo(organisation_id, actor=required_viewer())
    flash(_("The logo is deleted."))
    return redirect(_page_of(organisation_id))


def organisation_page(
    card: OrganisationCard,
    form: OrganisationForm,
    *,
    shown: tuple[str, str] | None = None,
    logo_form: LogoForm | None = None,
) -> str:
    """Return the page of an organisation's looks; `shown` are the colours of the sample."""
    main, accent = shown or (card.main_colour, card.accent_colour)
    logo_form = logo_form or LogoForm(formdata=None)
    return render_template(
        "people/organisation.html",
        form=form,
        logo_form=logo_form,
        forms_with_errors=[form, logo_form],
        card=card,
        here=request.path if request.method == "GET" else _page_of(card.id),
        main=main,
        accent=accent,
        contrast=f"{int(contrast(main, '#ffffff') * 10) / 10:.1f}",
        is_saved=shown is None or shown == (card.main_colour, card.accent_colour),
        others=[
            each
            for each in queries.administered_organisations(required_viewer())
            if each.id != card.id
        ],
    )


def _card(organisation_id: int) -> OrganisationCard:
    return queries.administered(required_viewer(), organisation_id)


def _page_of(organisation_id: int) -> str:
    return url_for("people_manage.organisation", organisation_id=organisation_id)
