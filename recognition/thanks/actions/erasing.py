"""The cards of somebody who is erased."""

from sqlalchemy import delete, select, update

from recognition.database import transaction
from recognition.erased import Erased, rewrite
from recognition.nominations.models import Candidacy
from recognition.thanks.models import Card, Consent, ConsentAsked, Quiet, Thank
from recognition.thanks.queries.free_text import FREE_TEXT
from recognition.thanks.rules import ENDED, LEFT, OWING


def erase(erased: Erased) -> int:
    """Shut their private pages, end what still waits for them, and forget what they agreed to.

    Who was thanked stays thanked: when, and how long it took. What they said as a member of a team
    stays too, for it holds for the team and has no words.

    Returns:
        How many thanks were theirs.
    """
    with transaction() as session:
        theirs = Thank.card_id.in_(erased.cards)
        session.execute(
            update(Thank).where(theirs, Thank.state.in_(OWING)).values(state=ENDED, reason=LEFT)
        )
        session.execute(update(Thank).where(theirs).values(passed_to=""))
        session.execute(update(Card).where(Card.id.in_(erased.cards)).values(erased_at=erased.at))
        own = select(Card.id).where(
            Card.id.in_(erased.cards), Card.candidacy_id.in_(erased.candidacies)
        )
        teams = select(Candidacy.id).where(Candidacy.team_id.is_not(None))
        own = own.where(Card.candidacy_id.not_in(teams))
        session.execute(delete(Consent).where(Consent.card_id.in_(own)))
        session.execute(delete(ConsentAsked).where(ConsentAsked.card_id.in_(own)))
        if erased.person_id is not None:
            session.execute(delete(Quiet).where(Quiet.person_id == erased.person_id))
        for columns in FREE_TEXT:
            rewrite(session, erased.without, *columns)
        return len(session.scalars(select(Thank.id).where(theirs)).all())
