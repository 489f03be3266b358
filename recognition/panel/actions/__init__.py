"""What this room changes: seats, who reads what, and scores."""

from recognition.panel.actions.appointing import appoint, end_appointment
from recognition.panel.actions.assigning import Share, assign, share_fairly, unassign
from recognition.panel.actions.reviewing import (
    declare_interest,
    recount,
    reopen,
    save_review,
    send_review,
)
from recognition.panel.rules import Written

__all__ = [
    "Share",
    "Written",
    "appoint",
    "assign",
    "declare_interest",
    "end_appointment",
    "recount",
    "reopen",
    "save_review",
    "send_review",
    "share_fairly",
    "unassign",
]
