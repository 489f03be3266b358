"""Drafting, sending, correcting and withdrawing nominations."""

from recognition.nominations.actions.changing import correct, withdraw
from recognition.nominations.actions.drafting import (
    delete_draft,
    save_story,
    save_you,
    start_draft,
)
from recognition.nominations.actions.sending import submit

__all__ = [
    "correct",
    "delete_draft",
    "save_story",
    "save_you",
    "start_draft",
    "submit",
    "withdraw",
]
