"""What this room can tell: drafts, nominations, and the candidacies they form."""

from recognition.nominations.cards import (
    AnswerLine,
    CandidacyCard,
    DraftCard,
    DraftLine,
    Match,
    NominationLine,
    Nominee,
    Receipt,
    Story,
)
from recognition.nominations.queries.candidacies import (
    candidacies,
    candidacies_by_id,
    candidacy,
    nominators,
    stories,
)
from recognition.nominations.queries.choosing import (
    match,
    may_nominate,
    may_write,
    meant,
    nominee_of,
    open_for,
    round_for,
    suggested,
    which_one,
)
from recognition.nominations.queries.drafts import (
    check_open,
    digest,
    draft,
    is_complete,
)
from recognition.nominations.queries.mine import (
    my_drafts,
    my_nominations,
    receipt,
    reference_of,
)
from recognition.nominations.queries.sending import (
    Sending,
    questions,
    sending,
    sent_with,
)

__all__ = [
    "AnswerLine",
    "CandidacyCard",
    "DraftCard",
    "DraftLine",
    "Match",
    "NominationLine",
    "Nominee",
    "Receipt",
    "Sending",
    "Story",
    "candidacies",
    "candidacies_by_id",
    "candidacy",
    "check_open",
    "digest",
    "draft",
    "is_complete",
    "match",
    "may_nominate",
    "may_write",
    "meant",
    "my_drafts",
    "my_nominations",
    "nominators",
    "nominee_of",
    "open_for",
    "questions",
    "receipt",
    "reference_of",
    "round_for",
    "sending",
    "sent_with",
    "stories",
    "suggested",
    "which_one",
]
