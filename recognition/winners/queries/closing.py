"""The end of a round's judging: whether it has come, and what is still open before it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, Review
from recognition.panel.queries.led import Led
from recognition.paper import Colours
from recognition.people import queries as people
from recognition.people.models import Organisation
from recognition.people.queries import Viewer
from recognition.schemes.models import Round, Scheme
from recognition.winners.models import Closing
from recognition.winners.queries.rights import hidden_from


@dataclass(frozen=True)
class Closed:
    """One closing of a round; `snapshot` is everything as it was then."""

    id: int
    closed_at: datetime
    closed_by: str
    snapshot: dict[str, Any]
    reopened_at: datetime | None
    reopened_by_id: int | None
    reopened_by: str
    reopened_because: str

    @property
    def holds(self) -> bool:
        """True until it is reopened."""
        return self.reopened_at is None


def is_closed(round_id: int) -> bool:
    """Tell whether the judging of a round is closed and was not opened again."""
    found = db.session.scalar(
        select(Closing.id)
        .where(Closing.round_id == round_id, Closing.reopened_at.is_(None))
        .limit(1)
    )
    return found is not None


def last_closing(round_id: int) -> Closed | None:
    """Return the newest closing of a round, or None where it never was."""
    row = db.session.scalar(
        select(Closing).where(Closing.round_id == round_id).order_by(Closing.id.desc()).limit(1)
    )
    if row is None:
        return None
    numbers = {row.closed_by_id, row.reopened_by_id or row.closed_by_id}
    names = {number: card.name for number, card in people.people_by_id(numbers).items()}
    return Closed(
        id=row.id,
        closed_at=row.closed_at,
        closed_by=names.get(row.closed_by_id, ""),
        snapshot=row.snapshot,
        reopened_at=row.reopened_at,
        reopened_by_id=row.reopened_by_id,
        reopened_by=names.get(row.reopened_by_id or 0, ""),
        reopened_because=row.reopened_because,
    )


def why_reopened(viewer: Viewer, round_id: int) -> str:
    """Return why a round was last opened again, or "" where this person is not to read it.

    It may speak of any nominee, so only those read it from whom none is hidden, and who wrote it.
    """
    closed = last_closing(round_id)
    if closed is None or closed.reopened_by_id is None:
        return ""
    wrote = closed.reopened_by_id == viewer.person_id
    return closed.reopened_because if wrote or not hidden_from(viewer, round_id) else ""


def unsent_reviews(mine: Led) -> int:
    """Count the readings not sent yet, among the nominees that somebody leads on."""
    found = db.session.scalar(
        select(func.count(Assignment.id))
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == mine.round_id, *mine.conditions)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
    )
    return found or 0


def colours_of(round_id: int) -> Colours:
    """Return the colours of the organisation that hosts the scheme of a round."""
    main, accent = db.session.execute(
        select(Organisation.main_colour, Organisation.accent_colour)
        .join(Scheme, Scheme.organisation_id == Organisation.id)
        .join(Round, Round.scheme_id == Scheme.id)
        .where(Round.id == round_id)
    ).one()
    return Colours(ground=main, accent=accent)
