"""Administrators see, and undo, how somebody is linked with the organisation's own sign-in."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.people import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.provider_views import provider_name
from recognition.people.session_views import required_viewer
from recognition.words import _

bp = Blueprint("people_provider_link", __name__, url_prefix="/manage/people")


@bp.get("/<int:person_id>/provider")
@open_to(queries.may_manage_person)
def link(person_id: int) -> ResponseReturnValue:
    """Show since when they are linked, and ask once before that is forgotten."""
    return render_template(
        "people/provider_link.html",
        person=queries.person(person_id),
        links=queries.provider_links(person_id),
        name=provider_name() or _("your organisation's sign-in"),
        form=ConfirmForm(),
    )


@bp.post("/<int:person_id>/provider")
@open_to(queries.may_manage_person)
def forget(person_id: int) -> ResponseReturnValue:
    """Forget the link."""
    try:
        actions.forget_provider(person_id, actor=required_viewer())
    except Refused as refused:
        flash(refused.reason, "important")
    else:
        flash(_("The link was forgotten."))
    return redirect(url_for("people_provider_link.link", person_id=person_id))
