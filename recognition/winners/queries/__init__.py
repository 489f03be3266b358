"""What this room can tell: decisions to those who prepare, winners to the world."""

from recognition.winners.queries.deciding import (
    Decided,
    announced_at,
    decision,
    decision_or_none,
    decisions,
    outcomes,
)
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
    host_of,
    may_decide,
    may_prepare,
    may_prepare_any,
    may_prepare_candidacy,
    prepared_rounds,
)

__all__ = [
    "Decided",
    "PublicRound",
    "PublicWinner",
    "announced_at",
    "count_public_rounds",
    "decision",
    "decision_or_none",
    "decisions",
    "host_of",
    "latest_winners",
    "may_decide",
    "may_prepare",
    "may_prepare_any",
    "may_prepare_candidacy",
    "outcomes",
    "prepared_rounds",
    "public_round",
    "public_rounds",
    "publishable",
    "recent_winners",
]
