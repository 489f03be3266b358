"""The private page of a nomination, behind the link in a letter. Opening it changes nothing."""

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Refused
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
from recognition.words import _

bp = Blueprint("nomination_by_letter", __name__, url_prefix="/nominations/by-letter")


@bp.get("/<code>")
@open_to(anyone)  # whoever holds the code had the letter
def receipt(code: str) -> ResponseReturnValue:
    """Its reference, what can be done, and its words."""
    return receipt_page(_place(code))


@bp.post("/<code>")
@open_to(anyone)
def confirm(code: str) -> ResponseReturnValue:
    """Note that it is theirs."""
    place = _place(code)
    if ConfirmForm().validate_on_submit():
        try:
            actions.confirm(reference=place.reference, received=received())
            flash(_("Thank you. Your nomination is confirmed."))
        except Refused as refused:
            flash(refused.reason, "important")
    return redirect(place.receipt, 303)


@bp.route("/<code>/correct", methods=["GET", "POST"])
@open_to(anyone)
def correct(code: str) -> ResponseReturnValue:
    """Give it new words."""
    return correct_page(_place(code))


@bp.route("/<code>/withdraw", methods=["GET", "POST"])
@open_to(anyone)
def withdraw(code: str) -> ResponseReturnValue:
    """Ask once, then take it back."""
    return withdraw_page(_place(code))


def _place(code: str) -> Place:
    reference = queries.reference_of_code(code)
    where = url_for("nomination_by_letter.receipt", code=code)
    return Place(
        author=Author(letter=reference),
        reference=reference,
        receipt=where,
        correct=url_for("nomination_by_letter.correct", code=code),
        withdraw=url_for("nomination_by_letter.withdraw", code=code),
        confirm=where,
    )
