"""The ceremony on a screen: category, finalists, then the winner when somebody presses a key."""

import base64

from flask import Blueprint, render_template

from recognition.access import open_to
from recognition.people.views import required_viewer
from recognition.winners import queries
from recognition.winners.photos import crop
from recognition.winners.queries.ceremony import CeremonySheet, ceremony

bp = Blueprint("ceremony", __name__)


@bp.get("/winners/ceremony/<int:round_id>")
@open_to(queries.may_prepare)
def show(round_id: int) -> str:
    """Show the whole ceremony at once, pictures and all, so that no network is needed later."""
    sheet = ceremony(round_id, required_viewer())
    return render_template("winners/ceremony.html", sheet=sheet, pictures=_pictures(sheet))


def _pictures(sheet: CeremonySheet) -> dict[int, str]:
    """Return the photographs as addresses that hold their own data, by candidacy."""
    shown = {
        who.candidacy_id: who.photo
        for category in sheet.categories
        for who in category.winners
        if who.photo is not None
    }
    data = queries.photo_data([photo.id for photo in shown.values()])
    return {
        number: "data:image/webp;base64,"
        + base64.b64encode(
            crop(data[photo.id], "portrait", (photo.focal_x, photo.focal_y))
        ).decode()
        for number, photo in shown.items()
    }
