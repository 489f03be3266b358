"""Looking into the outbox, which words letters have, and what workers do."""

from recognition.mail.queries.letters import (
    SUBJECT_ACCESS_TABLES,
    LetterCard,
    count_letters,
    letter,
    letters,
    subject_access,
)
from recognition.mail.queries.outbox import (
    Delivery,
    Late,
    OutboxLine,
    OutboxPage,
    delivery,
    late,
    outbox,
    outbox_line,
)
from recognition.mail.queries.wording import WordingSheet, worded, wording_sheet, wording_sheets
from recognition.mail.queries.working import Figures, WorkerLine, figures, workers, works

__all__ = [
    "SUBJECT_ACCESS_TABLES",
    "Delivery",
    "Figures",
    "Late",
    "LetterCard",
    "OutboxLine",
    "OutboxPage",
    "WordingSheet",
    "WorkerLine",
    "count_letters",
    "delivery",
    "figures",
    "late",
    "letter",
    "letters",
    "outbox",
    "outbox_line",
    "subject_access",
    "worded",
    "wording_sheet",
    "wording_sheets",
    "workers",
    "works",
]
