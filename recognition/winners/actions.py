"""Deciding, writing citations, and announcing."""

from datetime import datetime

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict, Refused
from recognition.nominations import queries as nominations
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.thanks import actions as thanks
from recognition.winners import queries
from recognition.winners.models import Announcement, Citation, Decision
from recognition.winners.rules import OUTCOMES, check_announcement, check_may_decide
from recognition.words import _


def decide(
    candidacy_id: int, *, outcome: str, reason: str, edition: int, actor: Viewer, now: datetime
) -> None:
    """Record what the chair decided about one candidacy, and why.

    Args:
        candidacy_id: which nominee, in which category and round.
        outcome: one of `OUTCOMES`.
        reason: why, for the record; never published.
        edition: of the decision that the form showed; 0 when there was none.
        actor: the chair.
        now: instant at which the server received the request, UTC.

    Raises:
        Refused: too early, too late, or the outcome does not exist.
        Conflict: somebody decided meanwhile.
    """
    candidacy = nominations.candidacy(candidacy_id)
    round_card = schemes.round_card(candidacy.round_id)
    check_may_decide(
        closes=round_card.closes_at, announced=queries.announced_at(round_card.id), now=now
    )
    if outcome not in OUTCOMES:
        raise Refused(_("Choose one of the outcomes."), field="outcome")
    with transaction() as session:
        decision = session.scalar(
            select(Decision).where(Decision.candidacy_id == candidacy_id).with_for_update()
        )
        if (decision.edition if decision else 0) != edition:
            raise Conflict(
                _("Somebody recorded another outcome meanwhile. It is shown below; decide again.")
            )
        if decision is None:
            decision = Decision(candidacy_id=candidacy_id, edition=0)
            session.add(decision)
        decision.outcome, decision.reason = outcome, reason
        decision.edition = edition + 1
        decision.decided_by_id, decision.decided_at = actor.person_id, now
        session.flush()
        audit.record(
            "winners.decided",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            # what was decided stays out of the trail, which is read before the announcement too
            payload={"edition": decision.edition},
        )


def write_citation(candidacy_id: int, *, text: str, quote: str, actor: Viewer) -> None:
    """Write, or write again, the words that say why somebody won.

    Raises:
        Missing: nothing was decided about this candidacy.
    """
    decision = queries.decision(candidacy_id)
    with transaction() as session:
        citation = session.get(Citation, decision.id)
        if citation is None:
            citation = Citation(decision_id=decision.id)
            session.add(citation)
        citation.text, citation.quote, citation.written_at = text, quote, clock.now()
        audit.record(
            "winners.citation_written",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
        )


def ask_consent(candidacy_id: int, *, actor: Viewer) -> int:
    """Ask a winner where their story may be told; return how many people were written to.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: there is nobody we could write to.
    """
    queries.decision(candidacy_id)
    return thanks.ask_consent(candidacy_id, actor=actor)


def announce(round_id: int, *, at: datetime, actor: Viewer, now: datetime) -> None:
    """Settle the instant from which the round's winners are public.

    Raises:
        Refused: the time has passed, comes before the close, or the world has been told already.
    """
    round_card = schemes.round_card(round_id)
    announced = queries.announced_at(round_id)
    if announced is not None and announced <= now:
        raise Refused(_("This round has been announced already."))
    check_announcement(at=at, closes=round_card.closes_at, now=now)
    with transaction() as session:
        announcement = session.get(Announcement, round_id)
        if announcement is None:
            announcement = Announcement(round_id=round_id)
            session.add(announcement)
        announcement.at, announcement.confirmed_at = at, now
        announcement.confirmed_by_id = actor.person_id
        audit.record(
            "winners.announcement_set",
            subject=("round", round_id),
            actor_id=actor.person_id,
            payload={"at": at.isoformat()},
        )
