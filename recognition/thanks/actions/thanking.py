"""Making cards for what was accepted, and unmaking what no longer stands. A chore of the worker."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.mail import actions as mail
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.rules import ACCEPTED
from recognition.people import queries as people
from recognition.schemes.queries import host_of
from recognition.thanks import queries
from recognition.thanks.actions.delivering import LINK, LINK_KIND, link_target
from recognition.thanks.actions.quietening import tell_left_in_peace
from recognition.thanks.actions.safely import safely
from recognition.thanks.actions.wording import of_card
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.thanking import Recipient, Telling
from recognition.thanks.reckoning import REST
from recognition.thanks.rules import (
    DECLINED,
    DIED,
    ENDED,
    HELD,
    LEFT,
    LETTER,
    NO_CONTACT,
    PRINT,
    PRINTED,
    TAKEN_BACK,
    WAITING,
)
from recognition.words import in_language

AT_ONCE = 200  # letters wait while this goes on


def thank_accepted(now: datetime | None = None) -> int:
    """Make cards, letters and entries of the print queue for everything accepted and rested.

    What is no longer accepted is taken back first. Any number may do this at once: each nomination
    is locked and looked at again, in a transaction of its own.

    Args:
        now: the instant to do it for, UTC; this instant when left out.

    Returns:
        How many nominations are on their way now.
    """
    moment = now or clock.now()
    for number in queries.to_mend(limit=AT_ONCE):
        safely(_mend, number, moment)
    return sum(
        safely(_thank, number, moment) for number in queries.to_thank(moment - REST, limit=AT_ONCE)
    )


def _thank(number: int, moment: datetime) -> bool:
    with transaction() as session:
        nomination = session.scalar(
            select(Nomination)
            .where(Nomination.id == number, Nomination.standing == ACCEPTED)
            .where(Nomination.withdrawn_at.is_(None), Nomination.checked_at <= moment - REST)
            .with_for_update(skip_locked=True)
        )
        if nomination is None or _has_thanks(session, number):
            return False
        # cards without a person have no constraint: two nominations of one nominee wait here
        session.execute(
            select(Candidacy.id).where(Candidacy.id == nomination.candidacy_id).with_for_update()
        )
        told = queries.telling([number])[number]
        made = [_reach(session, told, to, moment) for to in queries.recipients(told.nominee)]
        audit.record(
            "thanks.made",
            subject=("nomination", number),
            actor_id=None,
            payload={
                "reference": told.reference,
                "letters": sum(thank.letter_id is not None for thank in made),
                "cards": sum(thank.way == PRINT and thank.state == WAITING for thank in made),
            },
        )
        if told.nominee.kind == "person" and any(thank.reason == NO_CONTACT for thank in made):
            tell_left_in_peace(told)
    return True


def _has_thanks(session: Session, number: int) -> bool:
    chosen = select(Thank.id).where(Thank.nomination_id == number).limit(1)
    return session.scalar(chosen) is not None


def _reach(session: Session, told: Telling, to: Recipient, moment: datetime) -> Thank:
    card = _card(session, told.candidacy_id, to.person_id, moment)
    thank = Thank(
        nomination_id=told.nomination_id,
        card_id=card.id,
        scheme_id=told.scheme_id,
        way=PRINT,
        state=WAITING,
        counted_from=told.counts_from,
        made_at=moment,
    )
    if to.is_quiet:
        thank.state, thank.reason = ENDED, NO_CONTACT
    elif to.has_died:
        thank.state, thank.reason = HELD, DIED
    elif to.has_left:
        thank.state, thank.reason = HELD, LEFT
    elif to.address:
        thank.way, thank.letter_id = LETTER, _write(told, to, card.id)
    session.add(thank)
    session.flush()
    return thank


def _card(session: Session, candidacy_id: int, person_id: int | None, moment: datetime) -> Card:
    owner = Card.person_id == person_id if person_id is not None else Card.person_id.is_(None)
    found = session.scalar(
        select(Card).where(Card.candidacy_id == candidacy_id, owner).order_by(Card.id).limit(1)
    )
    if found is None:
        found = Card(candidacy_id=candidacy_id, person_id=person_id, made_at=moment)
        session.add(found)
        session.flush()
    return found


def _write(told: Telling, to: Recipient, card_id: int) -> int:
    team = told.nominee.name if told.nominee.team_id is not None else ""
    with in_language(people.language_of(to.address) or told.language):
        subject, body = of_card(
            host_of(told.scheme_id), name=to.name, scheme=told.scheme, team=team
        )
    return mail.write(
        kind=LINK_KIND,
        to_address=to.address,
        subject=subject,
        body=body,
        link=(LINK, link_target(card_id, told.nomination_id)),
    )


def _mend(number: int, _moment: datetime) -> bool:
    """Take back what only waits, end what was printed, and begin again what stands again."""
    waiting = select(Thank.letter_id).where(
        Thank.nomination_id == number, Thank.state == WAITING, Thank.letter_id.is_not(None)
    )
    letter_ids = list(db.session.scalars(waiting))
    if not queries.to_mend(only=number):
        return False  # another worker has mended it since, and its new letters are to leave
    with transaction() as session:
        # letters first, as delivery does it, so that the two never wait for each other
        leaving = {letter for letter in letter_ids if letter and not mail.take_back(letter)}
        nomination = session.get_one(Nomination, number, with_for_update=True)
        live = nomination.standing == ACCEPTED and nomination.withdrawn_at is None
        reason = TAKEN_BACK if nomination.withdrawn_at is not None else DECLINED
        changed = 0
        for thank in session.scalars(
            select(Thank).where(Thank.nomination_id == number).with_for_update()
        ):
            again = live and thank.state == ENDED and thank.reason in {TAKEN_BACK, DECLINED}
            waits = thank.state in {WAITING, HELD} and thank.letter_id not in leaving
            grieved = thank.reason == DIED  # that somebody has died is not forgotten
            elsewhere = session.get_one(Card, thank.card_id).candidacy_id != nomination.candidacy_id
            if again or (waits and not grieved and (not live or elsewhere)):
                session.delete(thank)
                changed += 1
            elif thank.state == PRINTED and not live:
                thank.state, thank.reason = ENDED, reason
                changed += 1
        if changed:
            audit.record(
                "thanks.taken_back",
                subject=("nomination", number),
                actor_id=None,
                payload={"reference": nomination.reference, "cards": changed},
            )
    return bool(changed)
