"""Looking into the outbox, and which words letters have."""

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
    OutboxLine,
    OutboxPage,
    delivery,
    long_waiting,
    outbox,
    outbox_line,
)
from recognition.mail.queries.wording import WordingSheet, worded, wording_sheet, wording_sheets

__all__ = [
    "SUBJECT_ACCESS_TABLES",
    "Delivery",
    "LetterCard",
    "OutboxLine",
    "OutboxPage",
    "WordingSheet",
    "count_letters",
    "delivery",
    "letter",
    "letters",
    "long_waiting",
    "outbox",
    "outbox_line",
    "subject_access",
    "worded",
    "wording_sheet",
    "wording_sheets",
]
