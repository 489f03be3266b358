"""What is known of an outside link after each look at it; plain Python.

A link is called broken after three looks on three different days that did not reach it: sites rest
at night, and programs are kept out where people are not.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

REACHED = "reached"
KEPT_OUT = "kept_out"  # it answers, and does not show itself to programs
MISSING = "missing"  # it answers that there is nothing there, or that it is broken itself
NO_ANSWER = "no_answer"
NOT_LOOKED = "not_looked"  # it leads to where our guard does not go
OUTCOMES = (REACHED, KEPT_OUT, MISSING, NO_ANSWER, NOT_LOOKED)

BROKEN_AFTER = 3
KEPT_OUT_STATUS = frozenset({401, 402, 403, 407, 418, 429, 451, 999})
AGAIN_WHEN_WELL = timedelta(days=7)
# After the first, second, third … day without an answer; the last one is for every day after.
BACK_OFF = (timedelta(days=1), timedelta(days=1), timedelta(days=3), timedelta(days=7))


@dataclass(frozen=True)
class Look:
    """What one look at a link found; `moved_to` where it was told to go for good, or None."""

    outcome: str
    status: int | None = None
    moved_to: str | None = None


@dataclass(frozen=True)
class Health:
    """What is known of a link. Instants are UTC; `missed_on` is a day in London.

    `missing_since` is the first look in a row that did not reach it, `misses` on how many
    different days that happened in a row, `missed_on` the last of them.
    """

    outcome: str = ""
    status: int | None = None
    moved_to: str | None = None
    checked_at: datetime | None = None
    reached_at: datetime | None = None
    missing_since: datetime | None = None
    missed_on: date | None = None
    misses: int = 0
    next_at: datetime | None = None

    @property
    def is_broken(self) -> bool:
        """True after enough days without reaching it."""
        return self.misses >= BROKEN_AFTER


def outcome_of(status: int) -> str:
    """Return what an answer of a web server means for a link."""
    if 200 <= status < 300:
        return REACHED
    return KEPT_OUT if status in KEPT_OUT_STATUS else MISSING


def after(health: Health, look: Look, *, at: datetime, day: date) -> Health:
    """Return what is known after one more look.

    Args:
        health: what was known before.
        look: what was found.
        at: when, UTC.
        day: the day of it in London; a second look on one day counts once.
    """
    seen = replace(
        health, outcome=look.outcome, status=look.status, moved_to=look.moved_to, checked_at=at
    )
    if look.outcome in {REACHED, KEPT_OUT, NOT_LOOKED}:
        return replace(
            seen,
            reached_at=at if look.outcome == REACHED else health.reached_at,
            missing_since=None,
            missed_on=None,
            misses=0,
            next_at=at + AGAIN_WHEN_WELL,
        )
    misses = health.misses + (health.missed_on != day)
    return replace(
        seen,
        missing_since=health.missing_since or at,
        missed_on=day,
        misses=misses,
        next_at=at + BACK_OFF[min(misses, len(BACK_OFF)) - 1],
    )
