"""My nominations: what I sent and what I began, correcting and withdrawing."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.nominations import actions, queries
from recognition.nominations.changing_pages import (
    Place,
    correct_page,
    receipt_page,
    withdraw_page,
)
from recognition.nominations.forms import ConfirmForm
from recognition.nominations.queries import Author
from recognition.pages import received
from recognition.people.views import required_viewer
from recognition.words import _

bp = Blueprint("my_nominations", __name__, url_prefix="/nominations")


@bp.get("")
@open_to(queries.may_write)
def listed() -> ResponseReturnValue:
    """Everything I began or sent."""
    me = required_viewer().person_id
    return render_template(
        "nominations/listed.html",
        drafts=queries.my_drafts(me, received()),
        nominations=queries.my_nominations(me),
    )


@bp.route("/drafts/<string(length=32):key>/delete", methods=["GET", "POST"])
@open_to(queries.may_write)
def delete(key: str) -> ResponseReturnValue:
    """Ask once, then throw a draft away."""
    form = ConfirmForm()
    me = Author.of(required_viewer())
    draft = queries.draft(key, me)
    if form.validate_on_submit():
        actions.delete_draft(key=key, actor=me)
        flash(_("Deleted: what you began about %(name)s.", name=draft.nominee.name))
        return redirect(url_for("my_nominations.listed"), 303)
    return render_template("nominations/delete.html", form=form, draft=draft)


@bp.get("/<reference>")
@open_to(queries.may_write)
def receipt(reference: str) -> ResponseReturnValue:
    """One nomination: its reference, what happens next, and its words."""
    return receipt_page(place_of(reference))


@bp.route("/<reference>/correct", methods=["GET", "POST"])
@open_to(queries.may_write)
def correct(reference: str) -> ResponseReturnValue:
    """Give it new words."""
    return correct_page(place_of(reference))


@bp.route("/<reference>/withdraw", methods=["GET", "POST"])
@open_to(queries.may_write)
def withdraw(reference: str) -> ResponseReturnValue:
    """Ask once, then take it back."""
    return withdraw_page(place_of(reference))


def place_of(reference: str) -> Place:
    """Return where somebody who signed in finds their nomination."""
    return Place(
        author=Author.of(required_viewer()),
        reference=reference,
        receipt=url_for("my_nominations.receipt", reference=reference),
        correct=url_for("my_nominations.correct", reference=reference),
        withdraw=url_for("my_nominations.withdraw", reference=reference),
    )
