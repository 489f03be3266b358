"""Drafting, sending, correcting, withdrawing and checking nominations."""

from recognition.nominations.actions.asking import answer, ask
from recognition.nominations.actions.carrying import carry
from recognition.nominations.actions.changing import correct, withdraw
from recognition.nominations.actions.checking import (
    accept,
    accept_read,
    accept_ticked,
    decline,
    say_checked_with_hr,
)
from recognition.nominations.actions.confirming import confirm
from recognition.nominations.actions.drafting import (
    delete_draft,
    save_story,
    save_you,
    start_draft,
)
from recognition.nominations.actions.exporting import export_nominations
from recognition.nominations.actions.guarding import clear, take_out
from recognition.nominations.actions.joining import link, merge, tell_apart
from recognition.nominations.actions.late import end_late, give_late
from recognition.nominations.actions.moving import move
from recognition.nominations.actions.parting import part, part_again
from recognition.nominations.actions.reminding import remind_unsent
from recognition.nominations.actions.resuming import let_go, mail_link, park, take_over
from recognition.nominations.actions.rewording import redact
from recognition.nominations.actions.sending import submit
from recognition.nominations.actions.typing import PaperCard, type_card
from recognition.nominations.actions.undoing import undo

__all__ = [
    "PaperCard",
    "accept",
    "accept_read",
    "accept_ticked",
    "answer",
    "ask",
    "carry",
    "clear",
    "confirm",
    "correct",
    "decline",
    "delete_draft",
    "end_late",
    "export_nominations",
    "give_late",
    "let_go",
    "link",
    "mail_link",
    "merge",
    "move",
    "park",
    "part",
    "part_again",
    "redact",
    "remind_unsent",
    "save_story",
    "save_you",
    "say_checked_with_hr",
    "start_draft",
    "submit",
    "take_out",
    "take_over",
    "tell_apart",
    "type_card",
    "undo",
    "withdraw",
]
