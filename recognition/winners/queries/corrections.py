"""What a public page said before it was corrected: the history stays in sight."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from sqlalchemy import select

from recognition import clock
from recognition.database import db
from recognition.nominations.models import Candidacy
from recognition.winners.guarding import noticed
from recognition.winners.models import Announcement, CitationEdition, Decision
from recognition.winners.queries.public import behind_winners


@dataclass(frozen=True)
class Correction:
    """Words that were public from one instant until another, both UTC.

    The words are empty where they could tell who a patient is: such a correction is not undone by
    its own history.
    """

    text: str
    quote: str
    public_from: datetime
    public_until: datetime


def corrections(candidacy_ids: Iterable[int]) -> Mapping[int, tuple[Correction, ...]]:
    """Return what was public before the present words, newest first, in one statement.

    Nothing before the announcement. Whether a candidacy is public at all is not asked here.
    """
    return _corrections(tuple(candidacy_ids))


@behind_winners(most=50)
def _corrections(candidacy_ids: tuple[int, ...]) -> Mapping[int, tuple[Correction, ...]]:
    found: dict[int, list[CitationEdition]] = {}
    announced: dict[int, datetime] = {}
    for row, number, at in db.session.execute(
        select(CitationEdition, Decision.candidacy_id, Announcement.at)
        .join(Decision, Decision.id == CitationEdition.decision_id)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .join(Announcement, Announcement.round_id == Candidacy.round_id)
        .where(Decision.candidacy_id.in_(set(candidacy_ids)), Announcement.at <= clock.now())
        .where(CitationEdition.agreed_at.is_not(None), CitationEdition.approved_at.is_not(None))
        .order_by(CitationEdition.edition)
    ):
        found.setdefault(number, []).append(row)
        announced[number] = at
    return {
        number: _history(found.get(number, []), announced.get(number)) for number in candidacy_ids
    }


def _history(rows: list[CitationEdition], announced: datetime | None) -> tuple[Correction, ...]:
    if announced is None:
        return ()
    history = []
    for row, following in pairwise(rows):
        if row.agreed_at is None or following.agreed_at is None or following.agreed_at <= announced:
            continue
        shown = not noticed(row.text, row.quote)
        history.append(
            Correction(
                row.text if shown else "",
                row.quote if shown else "",
                max(row.agreed_at, announced),
                following.agreed_at,
            )
        )
    return tuple(reversed(history))
