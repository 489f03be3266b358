"""What a draft became: for the browser that sent it, as long as it holds; and drafts not held."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import open_to
from recognition.errors import Missing
from recognition.nominations import draft_pages, holding, mine_views, queries
from recognition.nominations.changing_pages import (
    Place,
    correct_page,
    offer_correction,
    receipt_page,
    withdraw_page,
)
from recognition.people.views import current_viewer
from recognition.words import _

DRAFT = "/nominate/<scheme>/<string(length=32):key>"

bp = Blueprint("sent", __name__)


@bp.get(f"{DRAFT}/sent")
@open_to(queries.may_hold)
def receipt(scheme: str, key: str) -> ResponseReturnValue:
    """Its reference, what happens next, and its words."""
    return receipt_page(_place(scheme, key))


@bp.route(f"{DRAFT}/sent/correct", methods=["GET", "POST"])
@open_to(queries.may_hold)
def correct(scheme: str, key: str) -> ResponseReturnValue:
    """Give it new words."""
    return correct_page(_place(scheme, key))


@bp.route(f"{DRAFT}/sent/withdraw", methods=["GET", "POST"])
@open_to(queries.may_hold)
def withdraw(scheme: str, key: str) -> ResponseReturnValue:
    """Ask once, then take it back."""
    return withdraw_page(_place(scheme, key))


def to_receipt(scheme: str, key: str, reference: str) -> ResponseReturnValue:
    """Lead to the receipt of what a draft became."""
    if current_viewer() is not None:
        return redirect(mine_views.place_of(reference).receipt, 303)
    return redirect(url_for("sent.receipt", scheme=scheme, key=key), 303)


def already(scheme: str, key: str, reasons: list[str] | None = None) -> ResponseReturnValue:
    """Lead to the nomination that a draft became; there is nothing else left of the draft."""
    place = _place(scheme, key)
    if request.endpoint == "nominations.story" and request.method == "POST":
        return offer_correction(place)
    for reason in reasons or [_("You have already sent this nomination. Here it is.")]:
        flash(reason, "important")
    return redirect(place.receipt, 303)


def _place(scheme: str, key: str) -> Place:
    author = holding.author()
    reference = queries.reference_of(key, author)
    if reference is None:
        raise Missing
    if current_viewer() is not None:
        return mine_views.place_of(reference)
    return Place(
        author=author,
        reference=reference,
        receipt=url_for("sent.receipt", scheme=scheme, key=key),
        correct=url_for("sent.correct", scheme=scheme, key=key),
        withdraw=url_for("sent.withdraw", scheme=scheme, key=key),
    )


def not_held(scheme: str, key: str, reasons: list[str] | None = None) -> ResponseReturnValue:
    """Answer whoever asks for a draft that is not theirs now.

    It became a nomination: there it is. It is theirs, but their session has ended: what was typed
    is parked, and they are led back. For everybody else it is not there.
    """
    if queries.reference_of(key, holding.author()) is not None:
        return already(scheme, key, reasons)
    kept = draft_pages.park_typed(key)
    if kept:
        flash(kept, "important")
        return redirect(draft_pages.way_back(scheme, key), 303)
    if current_viewer() is None and queries.needs_sign_in(key):
        return redirect(draft_pages.way_back(scheme, key))
    raise Missing
