"""How the words about a winner come to be published: drafted, approved by the chair, agreed."""

from datetime import datetime
from typing import Literal

from recognition.errors import Refused
from recognition.words import _

CitationState = Literal["none", "draft", "sent", "sent_back", "approved", "agreed"]


def citation_state(
    *,
    sent: datetime | None,
    approved: datetime | None,
    agreed: datetime | None,
    sent_back: datetime | None,
) -> CitationState:
    """Return where one edition of a citation stands; each instant is None until it has come."""
    if agreed is not None:
        return "agreed"
    if sent_back is not None:
        return "sent_back"
    if approved is not None:
        return "approved"
    return "sent" if sent is not None else "draft"


def state_name(state: CitationState) -> str:
    """Return what people call a state."""
    return {
        "none": _("Not written yet"),
        "draft": _("Draft"),
        "sent": _("With the chair"),
        "sent_back": _("Sent back"),
        "approved": _("With the winner"),
        "agreed": _("Agreed"),
    }[state]


def check_may_send(*, sent: datetime | None) -> None:
    """Refuse to send words to the chair twice.

    Raises:
        Refused: as said.
    """
    if sent is not None:
        raise Refused(_("The chair has these words already."))


def check_may_approve(
    *, sent: datetime | None, approved: datetime | None, sent_back: datetime | None
) -> None:
    """Refuse to approve words that do not wait for the chair.

    Raises:
        Refused: as said.
    """
    if sent is None:
        raise Refused(_("These words were not sent to you yet."))
    if approved is not None:
        raise Refused(_("These words are approved already."))
    if sent_back is not None:
        raise Refused(_("These words were sent back. Wait for the new ones."))


def check_may_agree(*, approved: datetime | None, sent_back: datetime | None) -> None:
    """Refuse an agreement to words that the chair has not approved.

    Raises:
        Refused: as said.
    """
    if approved is None:
        raise Refused(_("The chair approves these words first."))
    if sent_back is not None:
        raise Refused(_("These words were sent back. Wait for the new ones."))
