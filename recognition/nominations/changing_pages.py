"""The pages of one nomination for whoever sent it: its receipt, correcting it, taking it back.

They stand at three addresses: for those who signed in, for the browser that sent it, and behind
the private link of a letter.
"""

from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from recognition.errors import Refused
from recognition.nominations import actions, queries
from recognition.nominations.forms import ConfirmForm, StoryForm, relationship_name, story_form
from recognition.nominations.queries import Author, Receipt
from recognition.pages import received, refuse
from recognition.schemes import queries as schemes
from recognition.schemes.queries import FormSheet
from recognition.words import _


@dataclass(frozen=True)
class Place:
    """Who looks at which nomination, and the addresses at which they do.

    `confirm` is where a button confirms that it is theirs; empty where there is nothing to press.
    """

    author: Author
    reference: str
    receipt: str
    correct: str
    withdraw: str
    confirm: str = ""


def receipt_page(place: Place) -> ResponseReturnValue:
    """Show its reference, what happens next, and its words."""
    held = queries.receipt(place.reference, place.author)
    round_card = schemes.round_card(held.round_id)
    is_open = queries.takes(round_card, received(), place.author)
    standing = held.withdrawn_at is None and is_open
    return render_template(
        "nominations/receipt.html",
        held=held,
        place=place,
        form=ConfirmForm(),
        enquiry=None if place.author.browser else queries.open_enquiry(held.id),
        round=round_card,
        relationship=relationship_name(held.relationship),
        may_correct=standing and not held.is_decided,
        may_withdraw=standing and (place.author.person_id is not None or not held.is_decided),
        is_open=is_open,
        closes_at=queries.closes_for(round_card, received(), place.author),
    )


def correct_page(place: Place) -> ResponseReturnValue:
    """Give it new words."""
    held = queries.receipt(place.reference, place.author)
    sheet = schemes.form_sheet(held.version_id)
    answers = {str(line.position): line.text for line in held.answers}
    form = story_form(sheet.questions, answers, revision=held.revision)
    if form.validate_on_submit():
        try:
            _correct(place, form)
            flash(_("Your new words are saved."))
            return redirect(place.receipt, 303)
        except Refused as refused:
            refuse(form, refused)
    return _correct_page(place, form, held, sheet)


def offer_correction(place: Place) -> ResponseReturnValue:
    """Show words that were typed into a draft already sent, ready to be put in as a correction."""
    held = queries.receipt(place.reference, place.author)
    sheet = schemes.form_sheet(held.version_id)
    form = story_form(sheet.questions, {})
    form.revision.data = str(held.revision)
    refuse(
        form,
        Refused(
            _("You have already sent this nomination. To change it to these words, save them here.")
        ),
    )
    return _correct_page(place, form, held, sheet)


def withdraw_page(place: Place) -> ResponseReturnValue:
    """Ask once, then take it back."""
    held = queries.receipt(place.reference, place.author)
    form = ConfirmForm()
    if form.validate_on_submit():
        try:
            actions.withdraw(reference=place.reference, actor=place.author, received=received())
            flash(_("Your nomination of %(name)s is withdrawn.", name=held.nominee.name))
            return redirect(place.receipt, 303)
        except Refused as refused:
            refuse(form, refused)
    page = render_template("nominations/withdraw.html", form=form, held=held, place=place)
    return page, 422 if form.errors else 200


def _correct(place: Place, form: StoryForm) -> None:
    seen = form.revision.data or ""
    actions.correct(
        reference=place.reference,
        answers=form.answers(),
        revision=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 9 else 0,
        actor=place.author,
        received=received(),
    )


def _correct_page(
    place: Place, form: StoryForm, held: Receipt, sheet: FormSheet
) -> ResponseReturnValue:
    round_card = schemes.round_card(held.round_id)
    page = render_template(
        "nominations/correct.html",
        form=form,
        held=held,
        place=place,
        round=round_card,
        sheet=sheet,
        is_open=queries.takes(round_card, received(), place.author),
        closes_at=queries.closes_for(round_card, received(), place.author),
        now=received(),
    )
    return page, 422 if form.errors else 200
