"""What the pages of a draft share: the draft itself, its round's dates, and the way back to it."""

from typing import Any

from flask import redirect, request, url_for
from werkzeug.wrappers import Response

from recognition.errors import Missing
from recognition.nominations import actions, holding, queries
from recognition.nominations.queries import DraftCard
from recognition.pages import received
from recognition.people.views import current_viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard
from recognition.words import _


def held(scheme: str, key: str) -> tuple[DraftCard, RoundCard]:
    """Return a draft of whoever is here, and its round.

    Raises:
        Missing: there is none with that key in that scheme, or it is somebody else's.
    """
    draft = queries.draft(key, holding.author())
    round_card = schemes.round_card(draft.round_id)
    if round_card.scheme.slug != scheme:
        raise Missing
    return draft, round_card


def opening(round_card: RoundCard) -> dict[str, Any]:
    """Return what the pages say of a round: whether it still takes this author's, and until when.

    A grace after the close is no part of `closes_at`; a permission of the author's own is.
    """
    author = holding.author()
    return {
        "is_open": queries.takes(round_card, received(), author),
        "closes_at": queries.closes_for(round_card, received(), author),
        "now": received(),
    }


def way_back(scheme: str, key: str) -> str:
    """Return where somebody shows that a draft is theirs: by signing in, or by its code."""
    if queries.needs_sign_in(key):
        onwards = url_for("nominations.story", scheme=scheme, key=key)
        return url_for("people.sign_in", next=onwards)
    return url_for("resuming.resume")


def park_typed(key: str) -> str:
    """Keep what was typed for the author, whose session has ended or whose browser has let go.

    Returns:
        What to tell them; empty when the draft is not theirs.
    """
    former = holding.former()
    if not queries.was_written_by(key, former):
        return ""
    if request.method == "POST" and actions.park(key=key, typed=request.form, former=former):
        if queries.needs_sign_in(key):
            return _("What you typed is kept. Sign in, and it is on the page again.")
        return _("What you typed is kept. Enter your code, and it is on the page again.")
    if queries.needs_sign_in(key):
        return _("You have been signed out. Sign in to go on.")
    return _("You were away for a while. Enter your code to go on.")


def left() -> Response:
    """Leave this computer: forget everything, and say so on a page that names nobody."""
    by = "code" if current_viewer() is None else "account"
    holding.leave()
    return holding.forgetful(redirect(url_for("resuming.left", by=by), 303))
