"""The organisation's own templates for Word."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.newsletter import actions, queries
from recognition.newsletter.forms import template_form
from recognition.newsletter.kinds import WORD
from recognition.newsletter.sample_template import sample_template
from recognition.newsletter.template_language import PACK_NAMES, WINNER_NAMES
from recognition.pages import refuse
from recognition.people import queries as people
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.uploads import MEGABYTE, file_sent, takes_files
from recognition.words import _

bp = Blueprint("templates", __name__)

LARGEST = 5 * MEGABYTE


@bp.route("/newsletter/templates", methods=["GET", "POST"])
@open_to(queries.may_make_packs)
@takes_files(LARGEST)
def index() -> ResponseReturnValue:
    """List the templates, and take a new one after trying it out."""
    viewer = required_viewer()
    places = [
        (card.id, card.name) for card in people.organisations() if card.id in viewer.communicates
    ]
    form = template_form(places)
    if form.validate_on_submit():
        try:
            actions.add_template(
                form.organisation.data or 0,
                form.name.data or "",
                file_sent("file"),
                actor=viewer,
            )
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The template works. It is among the downloads now."))
            return redirect(url_for("templates.index"))
    page = render_template(
        "newsletter/templates.html",
        form=form,
        templates=queries.templates(viewer),
        places=places,
        pack_names=PACK_NAMES,
        winner_names=WINNER_NAMES,
    )
    return page, 422 if form.errors else 200


@bp.get("/newsletter/templates/sample.docx")
@open_to(queries.may_make_packs)
def sample() -> Response:
    """Give a template to start from; there is nobody in it."""
    return Response(
        sample_template(),
        mimetype=WORD,
        headers={"Content-Disposition": 'attachment; filename="newsletter-template.docx"'},
    )


@bp.route("/newsletter/templates/<int:template_id>/delete", methods=["GET", "POST"])
@open_to(queries.may_change_template)
def delete(template_id: int) -> ResponseReturnValue:
    """Ask once, then take the template out of use."""
    card = queries.template(template_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        actions.retire_template(template_id, actor=required_viewer())
        flash(_("“%(name)s” is deleted.", name=card.name))
        return redirect(url_for("templates.index"))
    return render_template(
        "newsletter/delete.html",
        form=form,
        heading=_("Delete “%(name)s”?", name=card.name),
        words=_("Nobody can make a pack with this template any more. Files made before stay."),
        button=_("Delete this template"),
        back=url_for("templates.index"),
    )
