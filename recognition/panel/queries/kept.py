"""Results that the worker keeps, each without what its reader must not know about."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import aliased

from recognition.database import db, read
from recognition.nominations.models import Candidacy
from recognition.panel.counting import Rubric, rubric_of
from recognition.panel.models import Assignment, Calculation, Review
from recognition.panel.queries.asking import ROUND
from recognition.panel.queries.left_out import digest, hidden_from
from recognition.panel.queries.rights import opens
from recognition.people.queries import Viewer

ASKED = ""
"""The basis of a calculation that somebody waits for; a digest is never empty."""


@dataclass(frozen=True)
class Judged:
    """How a panellist scores beside the panel on the same nominees; points of the scale."""

    person_id: int
    severity: float
    se: float
    n: int


@dataclass(frozen=True)
class Results:
    """Kept results of one round: their number, when they were worked out, what they say.

    `again`: somebody has asked for them anew.
    """

    id: int
    made_at: datetime
    said: dict[str, Any]
    again: bool = False

    @property
    def rubrics(self) -> tuple[Rubric, ...]:
        """The criteria with the panel's means, from which the number of each sheet follows."""
        return tuple(rubric_of(one) for one in self.said.get("rubrics", ()))

    @property
    def judges(self) -> dict[int, Judged]:
        """What they say about each panellist, by number."""
        return {
            row["person"]: Judged(row["person"], row["severity"], row["se"], row["n"])
            for row in self.said["judges"]
        }


def results(viewer: Viewer, round_id: int, *, details: bool = False) -> Results | None:
    """Return the results as this viewer may see them, or None where they are not worked out.

    Args:
        viewer: who looks.
        round_id: the round.
        details: with “instead”, which grows with the round.
    """
    return kept(round_id, hidden_from(viewer.person_id, round_id).name, details=details)


def are_due(viewer: Viewer, round_id: int) -> bool:
    """Tell whether a round has scores that this viewer may see, but no results for them yet."""
    if results(viewer, round_id) is not None:
        return False
    given, review = aliased(Assignment), aliased(Review)  # `opens` asks about one's own
    sent = (
        select(review.id)
        .join(given, given.id == review.assignment_id)
        .join(Candidacy, Candidacy.id == given.candidacy_id)
        .where(Candidacy.round_id == round_id, *opens(viewer.person_id))
        .where(given.ended_at.is_(None), review.sent_at.is_not(None))
        .limit(1)
    )
    return db.session.scalar(sent) is not None


def complete_results(round_id: int) -> Results | None:
    """Return the results of a whole round, for its closing and for nobody's eyes before."""
    return kept(round_id, digest(()), details=True)


def kept(round_id: int, hidden: str, *, details: bool = False) -> Results | None:
    """Return the results of a round by the digest of what they leave out, in one statement."""
    row = read(_kept(details=details), round=round_id, hidden=hidden).one_or_none()
    if row is None:
        return None
    said = {**row.summary, **row.details} if details else row.summary
    return Results(row.id, row.made_at, said, again=row.basis == ASKED)


@cache
def _kept(*, details: bool) -> Select[*tuple[Any, ...]]:
    found = (Calculation.id, Calculation.made_at, Calculation.summary, Calculation.basis)
    more = (Calculation.details,) if details else ()
    return select(*found, *more).where(
        Calculation.round_id == ROUND, Calculation.left_out == bindparam("hidden")
    )
