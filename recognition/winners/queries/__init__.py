"""What this room can tell: the meeting to those who lead, winners to the world."""

from recognition.winners.queries.checklist import Checklist, checklist
from recognition.winners.queries.closing import Closed, colours_of, is_closed, last_closing
from recognition.winners.queries.deciding import (
    Decided,
    announced_at,
    decision,
    decision_or_none,
    decisions,
    outcomes,
)
from recognition.winners.queries.meeting import Meeting, MeetingLine, Tally, meeting
from recognition.winners.queries.meeting_sheet import MeetingSheet, meeting_sheet, who_leaves
from recognition.winners.queries.public import (
    PublicRound,
    PublicWinner,
    count_public_rounds,
    latest_winners,
    public_round,
    public_rounds,
    publishable,
)
from recognition.winners.queries.recent import recent_winners
from recognition.winners.queries.rights import (
    hidden_from,
    hidden_while_judging,
    host_of,
    leaders,
    may_decide,
    may_lead,
    may_prepare,
    may_prepare_any,
    may_prepare_candidacy,
    may_report,
    openable,
    prepared_rounds,
)
from recognition.winners.queries.versions import (
    Contradiction,
    Version,
    before_last,
    contradiction,
    edition_of,
    versions,
)

__all__ = [
    "Checklist",
    "Closed",
    "Contradiction",
    "Decided",
    "Meeting",
    "MeetingLine",
    "MeetingSheet",
    "PublicRound",
    "PublicWinner",
    "Tally",
    "Version",
    "announced_at",
    "before_last",
    "checklist",
    "colours_of",
    "contradiction",
    "count_public_rounds",
    "decision",
    "decision_or_none",
    "decisions",
    "edition_of",
    "hidden_from",
    "hidden_while_judging",
    "host_of",
    "is_closed",
    "last_closing",
    "latest_winners",
    "leaders",
    "may_decide",
    "may_lead",
    "may_prepare",
    "may_prepare_any",
    "may_prepare_candidacy",
    "may_report",
    "meeting",
    "meeting_sheet",
    "openable",
    "outcomes",
    "prepared_rounds",
    "public_round",
    "public_rounds",
    "publishable",
    "recent_winners",
    "versions",
    "who_leaves",
]
