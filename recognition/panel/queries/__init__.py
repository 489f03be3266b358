"""What this room can tell: seats, interests, reading, and what the scores add up to."""

from recognition.panel.queries.assigning import (
    AssignRow,
    AssignTable,
    Choice,
    Reader,
    ReaderChoices,
    assign_table,
    reader_choices,
)
from recognition.panel.queries.interests import candidates
from recognition.panel.queries.nominees import NomineeSheet, SentReview, nominee_sheet
from recognition.panel.queries.reading import Queue, QueueItem, my_queue
from recognition.panel.queries.results import RankedRow, Ranking, ranking
from recognition.panel.queries.rights import (
    is_chair,
    may_administer,
    may_appoint,
    may_chair,
    may_open_nominee,
    may_read,
    may_score,
    may_sit,
    sits_anywhere,
)
from recognition.panel.queries.seats import MyPanel, Seat, my_panels, rounds_to_staff, seats
from recognition.panel.queries.sheets import OwnReview, ScoreSheet, score_sheet

__all__ = [
    "AssignRow",
    "AssignTable",
    "Choice",
    "MyPanel",
    "NomineeSheet",
    "OwnReview",
    "Queue",
    "QueueItem",
    "RankedRow",
    "Ranking",
    "Reader",
    "ReaderChoices",
    "ScoreSheet",
    "Seat",
    "SentReview",
    "assign_table",
    "candidates",
    "is_chair",
    "may_administer",
    "may_appoint",
    "may_chair",
    "may_open_nominee",
    "may_read",
    "may_score",
    "may_sit",
    "my_panels",
    "my_queue",
    "nominee_sheet",
    "ranking",
    "reader_choices",
    "rounds_to_staff",
    "score_sheet",
    "seats",
    "sits_anywhere",
]
