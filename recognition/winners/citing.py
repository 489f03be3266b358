"""How the words about a winner come to be published: drafted, approved by the chair, agreed."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal

from recognition.errors import Refused
from recognition.thanks.rules import agreed as all_agreed
from recognition.words import _

CitationState = Literal["none", "draft", "sent", "sent_back", "approved", "agreed"]
Deed = Literal[
    "written", "sent", "approved", "sent_back", "change_asked", "agreed", "on_paper", "taken_out"
]


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


def deed_name(deed: Deed, who: str) -> str:
    """Return one line of the story of a wording: what was done, and by whom."""
    return {
        "written": _("Written by %(who)s", who=who),
        "sent": _("Sent to the chair by %(who)s", who=who),
        "approved": _("Approved by %(who)s", who=who),
        "sent_back": _("Sent back by %(who)s", who=who),
        "change_asked": _("%(who)s asked for a change", who=who),
        "agreed": _("Agreed by %(who)s", who=who),
        "on_paper": _("Agreed on paper or in person, written down by %(who)s", who=who),
        "taken_out": _("Words of the story were taken out"),
    }[deed]


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
    """Refuse an answer to words that the chair has not approved, or that are being rewritten.

    Raises:
        Refused: as said.
    """
    if approved is None:
        raise Refused(_("The chair approves these words first."))
    if sent_back is not None:
        raise Refused(_("These words were sent back. Wait for the new ones."))


def check_may_send_back(
    *, sent: datetime | None, agreed: datetime | None, sent_back: datetime | None, note: str
) -> None:
    """Refuse to send words back that nobody has, or without saying what should change.

    Raises:
        Refused: as said.
    """
    if sent is None:
        raise Refused(_("These words were not sent to you yet."))
    if agreed is not None:
        raise Refused(_("These words are agreed. Ask communications to write new ones."))
    if sent_back is not None:
        raise Refused(_("These words were sent back already."))
    if not note:
        raise Refused(_("Write what should change."), field="note")


def have_agreed(asked: Collection[int], said: Mapping[int, bool]) -> bool:
    """Tell whether everybody who was asked said yes; who spoke unasked counts like the others.

    Args:
        asked: whom we wrote to, by card.
        said: what each said of this wording, by card.
    """
    return all_agreed({*asked, *said}, said) == "given"
