"""What a panel is, what it read and scored, and what was worked out from that."""

from recognition.panel.models.results import Calculation, Finding, Placing, Wanted
from recognition.panel.models.scores import (
    Assignment,
    ReadingLoad,
    Review,
    ReviewVersion,
    Score,
    Tally,
)
from recognition.panel.models.seats import (
    Appointment,
    DiscussionNote,
    Interest,
    Phase,
    PracticeStory,
    Reminder,
    Shortlisted,
)

__all__ = [
    "Appointment",
    "Assignment",
    "Calculation",
    "DiscussionNote",
    "Finding",
    "Interest",
    "Phase",
    "Placing",
    "PracticeStory",
    "ReadingLoad",
    "Reminder",
    "Review",
    "ReviewVersion",
    "Score",
    "Shortlisted",
    "Tally",
    "Wanted",
]
