"""Writing citations, and asking winners where their story may be told."""

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.people.queries import Viewer
from recognition.thanks import actions as thanks
from recognition.winners import queries
from recognition.winners.models import Citation


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
