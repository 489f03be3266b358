"""My nominations: what I sent and what I began, correcting and withdrawing."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Refused
from recognition.nominations import actions, queries
from recognition.nominations.forms import (
    ConfirmForm,
    StoryForm,
    relationship_name,
    story_form,
)
from recognition.nominations.queries import Receipt
from recognition.pages import received, refuse
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import FormSheet
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
    draft = queries.draft(key, required_viewer().person_id)
    if form.validate_on_submit():
        actions.delete_draft(key=key, actor=required_viewer())
        flash(_("Deleted: what you began about %(name)s.", name=draft.nominee.name))
        return redirect(url_for("my_nominations.listed"), 303)
    return render_template("nominations/delete.html", form=form, draft=draft)


@bp.get("/<reference>")
@open_to(queries.may_write)
def receipt(reference: str) -> ResponseReturnValue:
    """One nomination: its reference, what happens next, and its words."""
    held = queries.receipt(reference, required_viewer())
    round_card = schemes.round_card(held.round_id)
    return render_template(
        "nominations/receipt.html",
        held=held,
        round=round_card,
        relationship=relationship_name(held.relationship),
        may_change=round_card.is_open(received()) and held.withdrawn_at is None,
        is_open=round_card.is_open(received()),
    )


@bp.route("/<reference>/correct", methods=["GET", "POST"])
@open_to(queries.may_write)
def correct(reference: str) -> ResponseReturnValue:
    """Give it new words."""
    held = queries.receipt(reference, required_viewer())
    sheet = schemes.form_sheet(held.version_id)
    answers = {str(line.position): line.text for line in held.answers}
    form = story_form(sheet.questions, answers, revision=held.revision)
    if form.validate_on_submit():
        try:
            _correct(reference, form)
            flash(_("Your new words are saved."))
            return redirect(url_for("my_nominations.receipt", reference=reference), 303)
        except Refused as refused:
            refuse(form, refused)
    return _correct_page(form, held, sheet)


def offer_correction(reference: str) -> ResponseReturnValue:
    """Show words that were typed into a draft already sent, ready to be put in as a correction."""
    held = queries.receipt(reference, required_viewer())
    sheet = schemes.form_sheet(held.version_id)
    form = story_form(sheet.questions, {})
    form.revision.data = str(held.revision)
    refuse(
        form,
        Refused(
            _("You have already sent this nomination. To change it to these words, save them here.")
        ),
    )
    return _correct_page(form, held, sheet)


def _correct_page(form: StoryForm, held: Receipt, sheet: FormSheet) -> ResponseReturnValue:
    round_card = schemes.round_card(held.round_id)
    page = render_template(
        "nominations/correct.html",
        form=form,
        held=held,
        round=round_card,
        sheet=sheet,
        is_open=round_card.is_open(received()),
    )
    return page, 422 if form.errors else 200


def _correct(reference: str, form: StoryForm) -> None:
    seen = form.revision.data or ""
    actions.correct(
        reference=reference,
        answers=form.answers(),
        revision=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
        actor=required_viewer(),
        received=received(),
    )


@bp.route("/<reference>/withdraw", methods=["GET", "POST"])
@open_to(queries.may_write)
def withdraw(reference: str) -> ResponseReturnValue:
    """Ask once, then take it back."""
    viewer = required_viewer()
    held = queries.receipt(reference, viewer)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.withdraw(reference=reference, actor=viewer, received=received())
            flash(_("Your nomination of %(name)s is withdrawn.", name=held.nominee.name))
            return redirect(url_for("my_nominations.receipt", reference=reference), 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template(
        "nominations/withdraw.html",
        form=form,
        held=held,
        is_open=schemes.round_card(held.round_id).is_open(received()),
    )
    return page, 422 if form.errors else 200
