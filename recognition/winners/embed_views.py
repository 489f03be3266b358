"""A small list for an intranet page, in a frame; and who may show it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import StringField
from wtforms.validators import Length

from recognition import config
from recognition.access import anyone, open_to
from recognition.errors import Refused
from recognition.forms import Form
from recognition.pages import refuse
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.winners import actions
from recognition.winners.queries import embedding
from recognition.words import _, later

bp = Blueprint("embedding", __name__)

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors {}"
)


FRAME = '<iframe src="{address}" title="{title}" width="100%" height="420" loading="lazy"></iframe>'


class OriginForm(Form):
    """The site that may show the list."""

    origin = StringField(
        later("Address of the site"), [Length(max=300, message=later("Shorten the address"))]
    )


@bp.get("/winners/embed/<int:organisation_id>")
@open_to(anyone)
def shown(organisation_id: int) -> ResponseReturnValue:
    """Give the list, for the frames of the sites that the organisation named and no others."""
    found = embedding.embedded_list(organisation_id)
    page = render_template(
        "winners/embedded.html", found=found, base_url=config.current().base_url.rstrip("/")
    )
    frames = " ".join(found.origins) or "'none'"
    return page, 200, {"Content-Security-Policy": POLICY.format(frames)}


@bp.route("/winners/embedding/<int:organisation_id>", methods=["GET", "POST"])
@open_to(embedding.may_embed)
def manage(organisation_id: int) -> ResponseReturnValue:
    """Say on which sites the list may be shown."""
    form = OriginForm()
    if form.validate_on_submit():
        try:
            origin = actions.allow_embedding(
                organisation_id, form.origin.data or "", actor=required_viewer()
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("%(site)s may show the list now.", site=origin))
            return redirect(url_for("embedding.manage", organisation_id=organisation_id))
    address = config.current().base_url.rstrip("/") + url_for(
        "embedding.shown", organisation_id=organisation_id
    )
    page = render_template(
        "winners/embedding.html",
        form=form,
        organisation=embedding.organisation(organisation_id),
        origins=embedding.origins(organisation_id),
        address=address,
        snippet=FRAME.format(address=address, title=_("Winners")),
    )
    return page, 422 if form.errors else 200


@bp.post("/winners/embedding/<int:organisation_id>/stop")
@open_to(embedding.may_embed)
def stop(organisation_id: int) -> ResponseReturnValue:
    """Let a site show the list no longer."""
    if ConfirmForm().validate_on_submit():
        actions.stop_embedding(
            organisation_id, request.form.get("origin", ""), actor=required_viewer()
        )
        flash(_("That site shows the list no longer."))
    return redirect(url_for("embedding.manage", organisation_id=organisation_id))
