"""Deleting a pack that was kept."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.newsletter import actions, queries
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("packs", __name__)


@bp.route("/newsletter/<int:round_id>/packs/<int:pack_id>/delete", methods=["GET", "POST"])
@open_to(queries.may_make_pack)
def delete(round_id: int, pack_id: int) -> ResponseReturnValue:
    """Ask once, then delete."""
    sheet = queries.saved_pack(round_id, pack_id)
    form = ConfirmForm()
    if form.validate_on_submit():
        actions.delete_pack(round_id, pack_id, actor=required_viewer())
        flash(_("“%(name)s” is deleted.", name=sheet.card.name))
        return redirect(url_for("newsletter.pack", round_id=round_id))
    return render_template(
        "newsletter/delete.html",
        form=form,
        heading=_("Delete “%(name)s”?", name=sheet.card.name),
        words=_("The choice of winners and the words written for this pack go. Citations stay."),
        button=_("Delete this pack"),
        back=url_for("newsletter.pack", round_id=round_id, pack=pack_id),
    )
