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
from recognition.panel.queries.deputies import deputies_wanted
from recognition.panel.queries.health import Health, Instead, health, instead
from recognition.panel.queries.interests import candidates, interested_in
from recognition.panel.queries.nominees import NomineeSheet, SentReview, nominee_sheet
from recognition.panel.queries.ranking import (
    ORDERS,
    SHOWS,
    Asked,
    Judged,
    Results,
    Table,
    TableRow,
    complete_results,
    results,
    standing_of,
    table,
)
from recognition.panel.queries.reading import Queue, QueueItem, my_queue
from recognition.panel.queries.interests import candidates
from recognition.panel.queries.nominees import (
    EarlierScores,
    NomineeSheet,
    SentReview,
    nominee_sheet,
)
from recognition.panel.queries.practice import (
    PracticeTable,
    Spread,
    may_see_spread,
    practice_table,
    spread_of_practice,
)
from recognition.panel.queries.reading import Place, Queue, QueueItem, my_queue, place
from recognition.panel.queries.results import RankedRow, Ranking, ranking
from recognition.panel.queries.rights import (
    is_chair,
    is_deputy,
    may_administer,
    may_appoint,
    may_chair,
    may_lead,
    may_open_nominee,
    may_read,
    may_score,
    may_sit,
    sits_anywhere,
)
from recognition.panel.queries.said import InterestLine, interest_lines, pin_sheet
from recognition.panel.queries.seats import MyPanel, Seat, my_panels, rounds_to_staff, seats
from recognition.panel.queries.sheets import OwnReview, ScoreSheet, score_sheet
from recognition.panel.queries.suggested import (
    Suggestion,
    suggested_interests,
    suggestions_for_all,
from recognition.panel.queries.sheets import (
    NamedScoreSheet,
    OwnReview,
    ScoreSheet,
    name_for_reader,
    own_review,
    rubric,
    score_sheet,
)

__all__ = [
    "ORDERS",
    "SHOWS",
    "Asked",
    "AssignRow",
    "AssignTable",
    "Choice",
    "Health",
    "Instead",
    "InterestLine",
    "Judged",
    "EarlierScores",
    "MyPanel",
    "NamedScoreSheet",
    "NomineeSheet",
    "OwnReview",
    "Place",
    "PracticeTable",
    "Queue",
    "QueueItem",
    "Reader",
    "ReaderChoices",
    "Results",
    "ScoreSheet",
    "Seat",
    "SentReview",
    "Suggestion",
    "Table",
    "TableRow",
    "Spread",
    "assign_table",
    "candidates",
    "complete_results",
    "deputies_wanted",
    "health",
    "instead",
    "interest_lines",
    "interested_in",
    "is_chair",
    "is_deputy",
    "may_administer",
    "may_appoint",
    "may_chair",
    "may_lead",
    "may_open_nominee",
    "may_read",
    "may_score",
    "may_see_spread",
    "may_sit",
    "my_panels",
    "my_queue",
    "name_for_reader",
    "nominee_sheet",
    "pin_sheet",
    "own_review",
    "place",
    "practice_table",
    "ranking",
    "reader_choices",
    "results",
    "rounds_to_staff",
    "rubric",
    "score_sheet",
    "seats",
    "sits_anywhere",
    "standing_of",
    "suggested_interests",
    "suggestions_for_all",
    "table",
    "spread_of_practice",
]
