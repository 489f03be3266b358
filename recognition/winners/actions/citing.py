"""From a draft to words that are published: written, sent, approved, agreed."""

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.winners import queries
from recognition.winners.citing import check_may_agree, check_may_approve, check_may_send
from recognition.winners.models import CitationEdition
from recognition.words import _


def write_citation(
    candidacy_id: int, *, text: str, quote: str, actor: Viewer, quote_from: int | None = None
) -> int:
    """Write, or write again, the words that say why somebody won.

    What nobody else was shown yet is written over; otherwise this is a new edition, which has to be
    approved and agreed like the first.

    Args:
        candidacy_id: whose citation.
        text: the words.
        quote: from the nomination; may be empty.
        actor: the communications officer.
        quote_from: the nomination whose own words the quote repeats.

    Returns:
        The edition that was written.

    Raises:
        Missing: nothing was decided about this candidacy.
    """
    decision = queries.decision(candidacy_id)
    with transaction() as session:
        newest = _newest(decision.id)
        if newest is not None and (newest.text, newest.quote) == (text, quote):
            return newest.edition
        if newest is None or newest.sent_at is not None:
            number = newest.edition + 1 if newest else 1
            newest = CitationEdition(decision_id=decision.id, edition=number)
            session.add(newest)
        newest.text, newest.quote, newest.quote_from_id = text, quote, quote_from
        newest.written_by_id, newest.written_at = actor.person_id, clock.now()
        _record("winners.citation_written", candidacy_id, newest.edition, actor)
        return newest.edition


def send_citation(candidacy_id: int, *, edition: int, actor: Viewer) -> None:
    """Give the words to the chair to approve.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: there are no words, they were sent already, or they were changed meanwhile.
    """
    with transaction():
        row = _shown(candidacy_id, edition)
        check_may_send(sent=row.sent_at)
        row.sent_at, row.sent_by_id = clock.now(), actor.person_id
        _record("winners.citation_sent", candidacy_id, edition, actor)


def approve_citation(candidacy_id: int, *, edition: int, actor: Viewer) -> None:
    """Approve the words as the chair.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: they were not sent, were approved or sent back already, or were changed meanwhile.
    """
    with transaction():
        row = _shown(candidacy_id, edition)
        check_may_approve(sent=row.sent_at, approved=row.approved_at, sent_back=row.sent_back_at)
        row.approved_at, row.approved_by_id = clock.now(), actor.person_id
        _record("winners.citation_approved", candidacy_id, edition, actor)


def record_agreement(candidacy_id: int, *, edition: int, actor: Viewer) -> None:
    """Write down that the winner agreed to the words on paper or in person.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: the chair has not approved them, or they were changed meanwhile.
    """
    with transaction():
        row = _shown(candidacy_id, edition)
        check_may_agree(approved=row.approved_at, sent_back=row.sent_back_at)
        row.agreed_at, row.agreed_by_id = clock.now(), actor.person_id
        _record("winners.citation_agreed", candidacy_id, edition, actor)


def _shown(candidacy_id: int, edition: int) -> CitationEdition:
    newest = _newest(queries.decision(candidacy_id).id)
    if newest is None:
        raise Refused(_("Write the citation first."))
    if newest.edition != edition:
        raise Refused(_("Somebody changed these words meanwhile. Read them again."))
    return newest


def _newest(decision_id: int) -> CitationEdition | None:
    return db.session.scalar(
        select(CitationEdition)
        .where(CitationEdition.decision_id == decision_id)
        .order_by(CitationEdition.edition.desc())
        .limit(1)
        .with_for_update()
    )


def _record(action: str, candidacy_id: int, edition: int, actor: Viewer) -> None:
    audit.record(
        action,
        subject=("candidacy", candidacy_id),
        actor_id=actor.person_id,
        payload={"edition": edition},
    )
