"""When a round is over, as far as its plan says."""

from typing import Any

from sqlalchemy import func

from recognition.schemes.models import Round


def planned_end() -> Any:
    """Return the column: the last instant that a round plans for, UTC; empty if always open."""
    return func.coalesce(Round.announces_at, Round.judging_ends_at, Round.closes_at)
