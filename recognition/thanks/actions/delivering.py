"""What happens when a card's letter leaves, arrives at the mail server, or cannot."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from recognition import clock, config
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.mail import actions as mail
from recognition.mail.queries import worded
from recognition.nominations.models import Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.people import queries as people
from recognition.schemes.queries import host_of
from recognition.thanks import queries
from recognition.thanks.letter_kinds import CARD, FOR_MANAGER, PASSED_ON, REACHED
from recognition.thanks.models import Card, Thank
from recognition.thanks.queries.thanking import Telling, is_settled
from recognition.thanks.reckoning import took_hours
from recognition.thanks.rules import (
    DIED,
    ENDED,
    HELD,
    LEFT,
    LETTER,
    NO_CONTACT,
    PRINT,
    REFUSED_BY_MAIL,
    THANKED,
    WAITING,
)
from recognition.words import ENGLISH, in_language

LINK = "thanks"
LINK_KIND = CARD


def link_target(card_id: int, nomination_id: int) -> str:
    """Return what the link of a letter is for: the card, and the nomination it tells of."""
    return f"{card_id}/{nomination_id}"


def thanks_link(target: str) -> str | None:
    """Return the address of a card's private page; made when its letter is delivered.

    Args:
        target: number of the card; with “/” and the number of a nomination it is only given while
            that nomination is accepted and not withdrawn.

    Returns:
        The address; None when nobody should get the letter any more.
    """
    card_id, _slash, nomination_id = target.partition("/")
    if nomination_id and not _still_stands(int(nomination_id)):
        return None
    person_id = db.session.scalar(select(Card.person_id).where(Card.id == int(card_id)))
    if person_id is not None and not _reads_letters(person_id):
        return None
    return card_address(int(card_id))


def _reads_letters(person_id: int) -> bool:
    who = [person_id]
    return not (queries.is_quiet(person_id) or people.has_left(who) or queries.died(who))


def card_address(card_id: int) -> str:
    """Return the absolute address of a card's private page."""
    address = f"{config.current().base_url.rstrip('/')}/thanks/{queries.code_of(card_id)}"
    language = queries.language_of_card(card_id)
    return address if language == ENGLISH else f"{address}?lang={language}"


def tell(letter_id: int, was_sent: bool) -> None:  # noqa: FBT001 - the outbox calls it so
    """Hear that a card's letter was taken by the mail server, or given up.

    It is called in the transaction that settles the letter.
    """
    moment = clock.now()
    with transaction() as session:
        waiting = session.scalars(
            select(Thank)
            .where(Thank.letter_id == letter_id, Thank.state == WAITING, Thank.way == LETTER)
            .with_for_update()
        ).all()
        if was_sent:
            mark_thanked(session, waiting, moment)
        else:
            for thank in waiting:
                _find_another_way(session, thank)
        settle({thank.nomination_id for thank in waiting})


def mark_thanked(session: Session, thanks: Sequence[Thank], moment: datetime) -> None:
    """Keep when somebody was thanked, and how long it took."""
    for thank in thanks:
        thank.state, thank.thanked_at = THANKED, moment
        thank.took_hours = took_hours(thank.counted_from, moment)
    session.flush()


def settle(nomination_ids: Collection[int]) -> None:
    """Tell nominators and managers of the nominations for which nothing is owed any more.

    Call it in the transaction that thanked the last one, with those nominations only.
    """
    for told in queries.telling(nomination_ids).values():
        if is_settled(told):
            _tell_nominator(told)
            _tell_managers(told)
            audit.record(
                "thanks.reached",
                subject=("nomination", told.nomination_id),
                actor_id=None,
                payload={"reference": told.reference, "nominee": told.nominee.name},
            )


def _still_stands(nomination_id: int) -> bool:
    chosen = exists().where(Nomination.id == nomination_id, is_live())
    return bool(db.session.scalar(select(chosen)))


def _find_another_way(session: Session, thank: Thank) -> None:
    card = session.get_one(Card, thank.card_id)
    if not _still_stands(thank.nomination_id):
        session.delete(thank)  # made again should the nomination be accepted again
    elif card.person_id is not None and queries.is_quiet(card.person_id):
        thank.state, thank.reason = ENDED, NO_CONTACT
    elif card.person_id is not None and queries.died([card.person_id]):
        thank.way, thank.state, thank.reason = PRINT, HELD, DIED
    elif card.person_id is not None and people.has_left([card.person_id]):
        thank.way, thank.state, thank.reason = PRINT, HELD, LEFT
    else:
        thank.way, thank.reason = PRINT, REFUSED_BY_MAIL
        audit.record(
            "thanks.refused_by_mail",
            subject=("nomination", thank.nomination_id),
            actor_id=None,
            payload={},
        )
    session.flush()


def _tell_nominator(told: Telling) -> None:
    if not told.nominator_address:
        return
    with in_language(people.language_of(told.nominator_address) or told.language):
        subject, body = worded(
            PASSED_ON if told.passed_to else REACHED,
            host_of(told.scheme_id),
            name=told.nominator_name,
            nominee=told.as_told,
            reference=told.reference,
        )
        mail.write(kind=REACHED, to_address=told.nominator_address, subject=subject, body=body)


def _tell_managers(told: Telling) -> None:
    if not told.tells_managers or told.passed_to:
        return
    nominee = told.nominee
    if nominee.team_id is not None:
        praised = {person.id for person in people.members(nominee.team_id)}
    else:
        praised = {nominee.person_id} if nominee.person_id is not None else set()
    places = people.workplace(praised).values()
    managers = {place.manager_id for place in places if place.manager_id is not None}
    managers -= praised | {told.nominator_id or 0}
    left = people.has_left(managers)
    for manager in people.people_by_id(managers - left).values():
        if manager.email:
            with in_language(people.language_of(manager.email)):
                subject, body = worded(
                    FOR_MANAGER,
                    host_of(told.scheme_id),
                    name=manager.name,
                    nominee=nominee.name,
                    scheme=told.scheme,
                    when=clock.spoken_date(told.sent_at),
                )
                mail.write(kind=FOR_MANAGER, to_address=manager.email, subject=subject, body=body)
