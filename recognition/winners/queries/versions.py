"""How a decision came about: every version of it, and what was written while another one held."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.thanks.models import Card
from recognition.winners.models import Announcement, Decision, DecisionVersion
from recognition.winners.queries.deciding import announced_at


@dataclass(frozen=True)
class Version:
    """A decision as it was; an empty outcome says that nothing was decided any more."""

    edition: int
    outcome: str
    reason: str
    reserve: int | None
    decided_by_id: int
    decided_at: datetime


def versions(candidacy_ids: Collection[int]) -> dict[int, tuple[Version, ...]]:
    """Return every version of several decisions, oldest first, in one statement."""
    found: dict[int, list[Version]] = {number: [] for number in candidacy_ids}
    rows = db.session.scalars(
        select(DecisionVersion)
        .where(DecisionVersion.candidacy_id.in_(set(candidacy_ids)))
        .order_by(DecisionVersion.edition)
    )
    for row in rows:
        found[row.candidacy_id].append(
            Version(
                row.edition,
                row.outcome,
                row.reason,
                row.reserve,
                row.decided_by_id,
                row.decided_at,
            )
        )
    return {number: tuple(listed) for number, listed in found.items()}


def edition_of(candidacy_id: int) -> int:
    """Return how often something was decided about a candidacy, undoing included."""
    last = db.session.scalar(
        select(func.max(DecisionVersion.edition)).where(
            DecisionVersion.candidacy_id == candidacy_id
        )
    )
    now = db.session.scalar(select(Decision.edition).where(Decision.candidacy_id == candidacy_id))
    return max(last or 0, now or 0)


def before_last(candidacy_id: int) -> Version | None:
    """Return what the last version replaced, or None where there was nothing before it."""
    found = versions([candidacy_id])[candidacy_id]
    return found[-2] if len(found) > 1 else None


@dataclass(frozen=True)
class Contradiction:
    """What was settled while another outcome held, and has to be put right by hand.

    `letter_at` is when the nominee was last written to, `announces_at` what time the announcement
    is set for; each is None where nothing contradicts the outcome.
    """

    letter_at: datetime | None
    announces_at: datetime | None

    def __bool__(self) -> bool:
        return self.letter_at is not None or self.announces_at is not None


def contradiction(candidacy_id: int) -> Contradiction:
    """Return what was written or set while another outcome of this candidacy held."""
    history = versions([candidacy_id])[candidacy_id]
    if len(history) < 2:
        return Contradiction(None, None)
    letter = db.session.scalar(
        select(func.max(Card.made_at)).where(
            Card.candidacy_id == candidacy_id, Card.person_id.is_not(None)
        )
    )
    round_id = db.session.scalar(select(Candidacy.round_id).where(Candidacy.id == candidacy_id))
    confirmed = db.session.scalar(
        select(Announcement.confirmed_at).where(Announcement.round_id == round_id)
    )
    return Contradiction(
        letter if _held_otherwise(history, letter) else None,
        announced_at(round_id or 0) if _held_otherwise(history, confirmed) else None,
    )


def _held_otherwise(history: tuple[Version, ...], at: datetime | None) -> bool:
    """Tell whether another outcome than today's held at an instant."""
    held = [version.outcome for version in history if at and version.decided_at <= at]
    return bool(held) and held[-1] != history[-1].outcome
