"""Giving a card to everybody a later room wants to write to."""

from sqlalchemy import or_, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.thanks import queries
from recognition.thanks.models import Card


def give_cards(candidacy_id: int) -> int:
    """Make a card for everybody behind a candidacy whom we may write to and who has none.

    No letter is written: whoever calls has one of their own.

    Returns:
        How many cards were made.
    """
    nominee = nominations.candidacy(candidacy_id).nominee
    have = set(
        db.session.scalars(
            select(Card.person_id)
            .join(Candidacy, Candidacy.id == Card.candidacy_id)
            .where(or_(Candidacy.id == candidacy_id, Candidacy.merged_into_id == candidacy_id))
        )
    )
    new = [
        to.person_id
        for to in queries.recipients(nominee)
        if to.person_id is not None and to.person_id not in have
        if to.address and not (to.has_left or to.is_quiet or to.has_died)
    ]
    if not new:
        return 0
    with transaction() as session:
        session.add_all(
            Card(candidacy_id=candidacy_id, person_id=number, made_at=clock.now()) for number in new
        )
        audit.record(
            "thanks.cards_given",
            subject=("candidacy", candidacy_id),
            actor_id=None,
            payload={"people": len(new)},
        )
    return len(new)
