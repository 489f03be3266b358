"""What this room changes: seats, who reads what, and scores."""

from recognition.panel.actions import loads
from recognition.panel.actions.appointing import appoint, end_appointment
from recognition.panel.actions.assigning import assign, unassign
from recognition.panel.actions.calculating import calculate, calculate_results
from recognition.panel.actions.declaring import declare_interest, dismiss_interest
from recognition.panel.actions.declaring_by_name import declare_by_name
from recognition.panel.actions.discussing import add_note
from recognition.panel.actions.handing_on import hand_on
from recognition.panel.actions.keeping_apart import keep_leavers_apart
from recognition.panel.actions.phasing import (
    add_phase,
    change_phase,
    end_phase,
    remove_phase,
    set_usual_phases,
)
from recognition.panel.actions.pinning import pin_interest, unpin_interest
from recognition.panel.actions.practising import add_practice, end_practice, give_practice
from recognition.panel.actions.reminding import (
    remind_panellists,
    remove_reminder,
    set_reminder,
    set_usual_reminders,
)
from recognition.panel.actions.reviewing import save_review, send_review
from recognition.panel.actions.shares import Share, share_fairly
from recognition.panel.actions.shortlisting import end_shortlist, shortlist
from recognition.panel.actions.staff_leaving import tell_leads_of_leavers
from recognition.panel.actions.standing import let_stand, words_changed
from recognition.panel.actions.taking_back import reopen
from recognition.panel.actions.tallying import recount
from recognition.panel.actions.wanting import ask_again, calculate_asked, want
from recognition.panel.rules import Written

__all__ = [
    "Share",
    "Written",
    "add_note",
    "add_phase",
    "add_practice",
    "appoint",
    "ask_again",
    "assign",
    "calculate",
    "calculate_asked",
    "calculate_results",
    "change_phase",
    "declare_by_name",
    "declare_interest",
    "dismiss_interest",
    "end_appointment",
    "end_phase",
    "end_practice",
    "end_shortlist",
    "give_practice",
    "hand_on",
    "keep_leavers_apart",
    "let_stand",
    "loads",
    "pin_interest",
    "recount",
    "remind_panellists",
    "remove_phase",
    "remove_reminder",
    "reopen",
    "save_review",
    "send_review",
    "set_reminder",
    "set_usual_phases",
    "set_usual_reminders",
    "share_fairly",
    "shortlist",
    "tell_leads_of_leavers",
    "unassign",
    "unpin_interest",
    "want",
    "words_changed",
]
