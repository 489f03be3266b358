"""Words that were taken out of a story leave what was written from it, published or not."""

from collections.abc import Collection

from sqlalchemy import select

from recognition import clock
from recognition.database import transaction
from recognition.nominations.queries.candidacies import nominee_of_candidacy
from recognition.people import queries as people
from recognition.people.rules import COMMUNICATIONS
from recognition.resources import actions as resources
from recognition.schemes import queries as schemes
from recognition.winners.actions import citing_letters as letters
from recognition.winners.actions.writing import record_step
from recognition.winners.models import CitationEdition, Decision
from recognition.winners.queries import lending
from recognition.winners.queries.former import former_words, round_of
from recognition.winners.taken_out import holds_taken_out
from recognition.words import _


def take_words_back(candidacy_ids: Collection[int]) -> None:
    """Unpublish wordings that repeat what the stories do not say any more, and ask for new ones.

    It is told in the transaction in which the words changed. Earlier wordings leave the history of
    the page as well, and the entry in the library goes; communications get one letter.
    """
    with transaction() as session:
        rows = session.execute(
            select(CitationEdition, Decision.candidacy_id)
            .join(Decision, Decision.id == CitationEdition.decision_id)
            .where(Decision.candidacy_id.in_(set(candidacy_ids)))
            .order_by(CitationEdition.decision_id, CitationEdition.edition)
            .with_for_update(of=CitationEdition)
        ).all()
        found: dict[int, list[CitationEdition]] = {}
        for row, candidacy_id in rows:
            found.setdefault(candidacy_id, []).append(row)
        for candidacy_id, editions in found.items():
            if _unsay(candidacy_id, editions):
                session.flush()
                resources.retire_from_story(lending.reference_of(candidacy_id), actor=None)
                _tell(candidacy_id)


def _unsay(candidacy_id: int, editions: list[CitationEdition]) -> bool:
    """Send back what repeats such words; tell whether anything had gone beyond a draft."""
    former = former_words(candidacy_id)
    known = [row for row in editions if row.agreed_at or (row.sent_at and not row.sent_back_at)]
    hit = [row for row in known if holds_taken_out(row.text, former)]
    public = [row for row in known if row.agreed_at]
    if public and public[-1] in hit:
        hit += [row for row in public if row not in hit]  # an older wording does not come back
    for row in hit:
        row.agreed_at = row.agreed_by_id = None
        row.sent_back_at, row.sent_back_by_id = clock.now(), None
        row.note = _("Words of the story were taken out. Write this again without them.")
        record_step("winners.citation_unsaid", candidacy_id, row.edition, None)
    return bool(hit)


def _tell(candidacy_id: int) -> None:
    card = schemes.round_card(round_of(candidacy_id))
    nominee = nominee_of_candidacy(candidacy_id)
    for officer in people.holders(card.scheme.organisation_id, COMMUNICATIONS):
        if officer.id != nominee.person_id:  # nobody learns of their own award this way
            letters.write_again(candidacy_id, officer, nominee=nominee.name)
