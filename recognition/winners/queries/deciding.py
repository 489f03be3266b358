"""What was decided, as those who prepare the announcement see it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.thanks import queries as thanks
from recognition.thanks.rules import PUBLIC_SITE, ConsentState
from recognition.winners.citing import CitationState, citation_state
from recognition.winners.models import Announcement, CitationEdition, Decision
from recognition.winners.rules import OUTCOMES, PUBLISHED


@dataclass(frozen=True)
class Decided:
    """One decision as those who prepare the announcement see it."""

    id: int
    candidacy: CandidacyCard
    outcome: str
    reason: str
    edition: int
    citation: str
    quote: str
    consent: ConsentState
    citation_edition: int = 0
    citation_state: CitationState = "none"
    quote_from: int | None = None

    @property
    def is_published(self) -> bool:
        """True for the outcomes that are named in public."""
        return self.outcome in PUBLISHED


def announced_at(round_id: int) -> datetime | None:
    """Return the confirmed announcement of a round, UTC, past or to come."""
    return db.session.scalar(select(Announcement.at).where(Announcement.round_id == round_id))


def decision(candidacy_id: int) -> Decided:
    """Return what was decided about one candidacy.

    Raises:
        Missing: nothing was decided.
    """
    found = decision_or_none(candidacy_id)
    if found is None:
        raise Missing
    return found


def decision_or_none(candidacy_id: int) -> Decided | None:
    """Return what was decided about one candidacy, or None."""
    found = decided(chosen_decisions().where(Decision.candidacy_id == candidacy_id))
    return found[0] if found else None


def decisions(round_id: int, *, channel: str = PUBLIC_SITE) -> list[Decided]:
    """Return what was decided in a round, winners first, with consent for one channel."""
    found = decided(chosen_decisions().where(Candidacy.round_id == round_id), channel=channel)
    return sorted(
        found,
        key=lambda row: (row.candidacy.category, OUTCOMES.index(row.outcome), row.candidacy.id),
    )


def outcomes(candidacy_ids: Collection[int]) -> dict[int, str]:
    """Return the outcome of each candidacy; empty where nothing is decided yet."""
    rows = db.session.execute(
        select(Decision.candidacy_id, Decision.outcome).where(
            Decision.candidacy_id.in_(set(candidacy_ids))
        )
    )
    return {**dict.fromkeys(candidacy_ids, ""), **dict(rows.all())}


def chosen_decisions(*, agreed: bool = False) -> Select[Decision, CitationEdition | None]:
    """Select decisions with the newest edition of their citation, if there is one.

    Args:
        agreed: the newest that was approved and agreed, which is what the world may read.
    """
    editions = select(func.max(CitationEdition.edition)).where(
        CitationEdition.decision_id == Decision.id
    )
    if agreed:
        editions = editions.where(
            CitationEdition.agreed_at.is_not(None), CitationEdition.approved_at.is_not(None)
        )
    newest = editions.correlate(Decision).scalar_subquery()
    return (
        select(Decision, CitationEdition)
        .join(Candidacy, Candidacy.id == Decision.candidacy_id)
        .outerjoin(
            CitationEdition,
            and_(CitationEdition.decision_id == Decision.id, CitationEdition.edition == newest),
        )
    )


def decided(
    chosen: Select[Decision, CitationEdition | None], *, channel: str = PUBLIC_SITE
) -> list[Decided]:
    """Read selected decisions, with consent for one channel, in five statements."""
    rows = db.session.execute(chosen).all()
    numbers = [row.candidacy_id for row, _citation in rows]
    cards = nominations.candidacies_by_id(numbers)
    consent = thanks.consents(numbers, channel)
    return [
        Decided(
            id=row.id,
            candidacy=cards[row.candidacy_id],
            outcome=row.outcome,
            reason=row.reason,
            edition=row.edition,
            consent=consent[row.candidacy_id],
            **_said(citation),
        )
        for row, citation in rows
        if row.candidacy_id in cards
    ]


def _said(citation: CitationEdition | None) -> dict[str, Any]:
    if citation is None:
        return {"citation": "", "quote": ""}
    return {
        "citation": citation.text,
        "quote": citation.quote,
        "quote_from": citation.quote_from_id,
        "citation_edition": citation.edition,
        "citation_state": citation_state(
            sent=citation.sent_at,
            approved=citation.approved_at,
            agreed=citation.agreed_at,
            sent_back=citation.sent_back_at,
        ),
    }
