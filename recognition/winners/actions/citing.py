"""Words on their way to be published: sent, approved or sent back, agreed.

No step is taken while something in the words could tell who a patient is and nobody has looked.
"""

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.thanks import actions as thanking
from recognition.winners import queries
from recognition.winners.actions import citing_letters as letters
from recognition.winners.actions.quoting import ask_nominator
from recognition.winners.actions.writing import record_step, shown_edition
from recognition.winners.citing import (
    check_may_agree,
    check_may_approve,
    check_may_send,
    check_may_send_back,
)
from recognition.winners.guarding import check_looked, noticed
from recognition.winners.models import CitationEdition
from recognition.winners.queries.former import former_words
from recognition.winners.quoting import source
from recognition.winners.taken_out import holds_taken_out
from recognition.words import _


def send_citation(candidacy_id: int, *, edition: int, actor: Viewer, looked: bool = False) -> None:
    """Give the words to the chair to approve; who has nothing else waiting gets a letter.

    Args:
        candidacy_id: whose words.
        edition: the one that was shown.
        actor: the communications officer.
        looked: they said that what was noticed is not about a patient.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: there are no words, they were sent already, or they were changed meanwhile; what
            was noticed needs a look; or the quote is no longer what was written.
    """
    with transaction() as session:
        row = shown_edition(candidacy_id, edition)
        check_may_send(sent=row.sent_at)
        found = _check(candidacy_id, row, looked=looked)
        able = queries.approvers(candidacy_id)
        idle = [person for person in able if not queries.count_to_approve(person.id)]
        row.sent_at, row.sent_by_id = clock.now(), actor.person_id
        session.flush()
        letters.words_wait(candidacy_id, idle)
        record_step("winners.citation_sent", candidacy_id, edition, actor, looked=found)


def approve_citation(
    candidacy_id: int, *, edition: int, actor: Viewer, looked: bool = False
) -> None:
    """Approve the words as the chair; those they are about are asked whether they are right.

    The nominator who is quoted is asked, once, whether they would be named.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: they were not sent, were approved or sent back already, or were changed meanwhile;
            or as in `send_citation`.
    """
    with transaction():
        row = shown_edition(candidacy_id, edition)
        check_may_approve(sent=row.sent_at, approved=row.approved_at, sent_back=row.sent_back_at)
        found = _check(candidacy_id, row, looked=looked)
        row.approved_at, row.approved_by_id = clock.now(), actor.person_id
        decision = queries.decision(candidacy_id)
        if decision.is_published:
            thanking.give_cards(candidacy_id)
            letters.are_they_right(candidacy_id, row.decision_id, edition)
            if row.quote and row.quote_from_id is not None:
                ask_nominator(row.quote_from_id)
        record_step("winners.citation_approved", candidacy_id, edition, actor, looked=found)


def send_back(candidacy_id: int, *, edition: int, note: str, actor: Viewer) -> None:
    """Send the words back as the chair, with what should change; communications get a letter.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: they were not sent, are agreed or sent back already, or were changed meanwhile; or
            there is no note.
    """
    with transaction():
        row = shown_edition(candidacy_id, edition)
        check_may_send_back(
            sent=row.sent_at, agreed=row.agreed_at, sent_back=row.sent_back_at, note=note
        )
        row.sent_back_at, row.sent_back_by_id, row.note = clock.now(), actor.person_id, note
        letters.sent_back(candidacy_id, row.sent_by_id, who=actor.name)
        record_step("winners.citation_sent_back", candidacy_id, edition, actor)


def record_agreement(
    candidacy_id: int, *, edition: int, actor: Viewer, looked: bool = False
) -> None:
    """Write down that the winner agreed to the words on paper or in person.

    Raises:
        Missing: nothing was decided about this candidacy.
        Refused: the chair has not approved them, or they were changed meanwhile; or as in
            `send_citation`.
    """
    with transaction():
        row = shown_edition(candidacy_id, edition)
        check_may_agree(approved=row.approved_at, sent_back=row.sent_back_at)
        if row.agreed_at is not None:
            raise Refused(_("These words are agreed already."))
        found = _check(candidacy_id, row, looked=looked)
        row.agreed_at, row.agreed_by_id = clock.now(), actor.person_id
        record_step("winners.citation_agreed", candidacy_id, edition, actor, looked=found)


def _check(candidacy_id: int, row: CitationEdition, *, looked: bool) -> int:
    """Return how much was noticed and looked at; the words still have to be what was told."""
    if row.quote and row.quote_from_id is not None:
        source(row.quote, queries.written(candidacy_id), first=row.quote_from_id)
    if holds_taken_out(row.text, former_words(candidacy_id)):
        raise Refused(
            _(
                "The citation repeats words that were taken out of the story. Write it again "
                "without them."
            )
        )
    found = noticed(row.text, row.quote)
    check_looked(found, looked=looked)
    return len(found)
