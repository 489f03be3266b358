"""The list of who agreed to what, for those who prepare an announcement."""

from flask import Blueprint, render_template, request

from recognition.access import open_to
from recognition.people.views import required_viewer
from recognition.schemes import queries as schemes
from recognition.thanks.rules import CHANNELS, short_channel_name
from recognition.winners import queries
from recognition.winners.queries.consenting import (
    ENDED,
    GIVEN,
    REFUSED,
    SHOWN,
    TO_ASK,
    WAITING,
)
from recognition.words import _

bp = Blueprint("consents", __name__)


@bp.get("/manage/consents/<int:round_id>")
@open_to(queries.may_prepare)
def consents(round_id: int) -> str:
    """Show who was asked, what they said, and who is waited for; the filter is in the address."""
    viewer = required_viewer()
    asked = request.args.get("state", "")
    state = asked if asked in SHOWN else ""
    card = schemes.round_card(round_id)
    return render_template(
        "winners/consents.html",
        round=card,
        lines=queries.consent_lines(viewer, round_id, state=state),
        state=state,
        states=[(value, _state_name(value)) for value in SHOWN],
        channels=[(channel, short_channel_name(channel)) for channel in CHANNELS],
        may_record=card.scheme.organisation_id in viewer.administers,
    )


def _state_name(state: str) -> str:
    return {
        TO_ASK: _("Can be asked"),
        WAITING: _("Waiting for an answer"),
        REFUSED: _("Would rather not, somewhere"),
        ENDED: _("A yes has ended"),
        GIVEN: _("Agreed to everything"),
    }[state]
