"""The photograph beside a story: sent by communications or the winner, served to the world."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from recognition.access import anyone, open_to
from recognition.errors import Missing, Refused
from recognition.nominations import queries as nominations
from recognition.pages import refuse
from recognition.people.forms import ConfirmForm
from recognition.people.views import required_viewer
from recognition.uploads import MEGABYTE, file_sent, takes_files
from recognition.winners import actions, queries
from recognition.winners.actions import Sender
from recognition.winners.guarding import noticed
from recognition.winners.photo_forms import photo_form
from recognition.winners.photos import SHAPES, crop
from recognition.winners.queries import PhotoSheet, PublicPhoto
from recognition.words import _

bp = Blueprint("photos", __name__)

LARGEST = 12 * MEGABYTE


@bp.route("/winners/photo/<int:candidacy_id>", methods=["GET", "POST"])
@open_to(queries.may_prepare_candidacy)
@takes_files(LARGEST)
def photo(candidacy_id: int) -> ResponseReturnValue:
    """Send a photograph, say what it shows, and see its crops."""
    candidacy = nominations.candidacy(candidacy_id)
    return _page(
        candidacy_id,
        Sender(person_id=required_viewer().person_id if request.method == "POST" else None),
        name=candidacy.nominee.name,
        here=url_for("photos.photo", candidacy_id=candidacy_id),
        back=url_for("citing.citation", candidacy_id=candidacy_id),
        mine=False,
    )


@bp.route("/winners/my-photo/<code>", methods=["GET", "POST"])
@open_to(anyone)  # whoever holds the code is the recipient
@takes_files(LARGEST)
def mine(code: str) -> ResponseReturnValue:
    """Let the recipient of a card send a photograph of themselves."""
    card = queries.card_for_photo(code)
    return _page(
        card.candidacy_id,
        Sender(card_id=card.card_id),
        name=card.nominee,
        here=url_for("photos.mine", code=code),
        back=url_for("thanks.card", code=code),
        mine=True,
    )


def _page(
    candidacy_id: int, sender: Sender, *, name: str, here: str, back: str, mine: bool
) -> ResponseReturnValue:
    before = queries.photos([candidacy_id]).get(candidacy_id)
    form = photo_form(before)
    if request.form.get("take_away") and ConfirmForm().validate_on_submit():
        actions.take_photo_away(candidacy_id, sender=sender)
        flash(_("The photograph is deleted."))
        return redirect(here)
    if form.validate_on_submit():
        try:
            actions.keep_photo(candidacy_id, file_sent("file"), form.said(), sender=sender)
        except Refused as refused:
            refuse(form, refused)
        else:
            flash(_("The photograph is saved. Look at how it is cut below."))
            return redirect(here)
    page = render_template(
        "winners/photo.html",
        form=form,
        photo=before,
        noticed=noticed(form.alt_text.data or "", form.credit.data or ""),
        shapes=SHAPES,
        name=name,
        here=here,
        back=back,
        mine=mine,
    )
    return page, 422 if form.errors else 200


@bp.get("/winners/photo/<int:candidacy_id>/<any(square, landscape, portrait):shape>.webp")
@open_to(queries.may_prepare_candidacy)
def look(candidacy_id: int, shape: str) -> Response:
    """Show those who prepare how the photograph is cut."""
    return _served(queries.photo_of(candidacy_id), shape)


@bp.get("/winners/my-photo/<code>/<any(square, landscape, portrait):shape>.webp")
@open_to(anyone)  # as the page it belongs to
def look_at_mine(code: str, shape: str) -> Response:
    """Show the recipient of a card how their photograph is cut."""
    return _served(queries.photo_of(queries.card_for_photo(code).candidacy_id), shape)


@bp.get("/winners/<int:round_id>/<int:candidacy_id>/<any(square, landscape, portrait):shape>.webp")
@open_to(anyone)
def public(round_id: int, candidacy_id: int, shape: str) -> Response:
    """Show the world the photograph of somebody who agreed to both the page and the picture."""
    winner = queries.public_winner(round_id, candidacy_id)
    if winner.photo is None:
        raise Missing
    return _served(winner.photo, shape)


def _served(photo: PhotoSheet | PublicPhoto, shape: str) -> Response:
    data = queries.photo_data([photo.id])[photo.id]
    return Response(crop(data, shape, (photo.focal_x, photo.focal_y)), mimetype="image/webp")
