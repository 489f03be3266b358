"""Honouring those who wish no letters and no cards."""

from typing import Any

from sqlalchemy import Select, delete, select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.mail import actions as mail
from recognition.mail.queries import worded
from recognition.people import queries as people
from recognition.schemes.queries import host_of
from recognition.thanks import queries
from recognition.thanks.actions.delivering import settle
from recognition.thanks.letter_kinds import LEFT_IN_PEACE
from recognition.thanks.models import Card, Quiet, Thank
from recognition.thanks.queries.thanking import Telling
from recognition.thanks.rules import ENDED, NO_CONTACT, WAITING
from recognition.words import in_language


def be_quiet(person_id: int, *, actor_id: int | None) -> None:
    """Send somebody no letters and no cards from now on; what waits for them ends.

    Args:
        person_id: who wishes it.
        actor_id: who said so, when it was not themselves by their private page.
    """
    letter_ids = list(db.session.scalars(_waiting(Thank.letter_id, person_id)))
    with transaction() as session:
        leaving = {letter for letter in letter_ids if letter and not mail.take_back(letter)}
        if session.get(Quiet, person_id) is None:
            session.add(Quiet(person_id=person_id, said_at=clock.now()))
            audit.record("thanks.quiet", subject=("person", person_id), actor_id=actor_id)
        ended = []
        for thank in session.scalars(_waiting(Thank, person_id).with_for_update()):
            if thank.letter_id not in leaving:
                thank.state, thank.reason = ENDED, NO_CONTACT
                ended.append(thank.nomination_id)
        session.flush()
        for told in queries.telling(ended).values():
            if told.nominee.kind == "person":
                tell_left_in_peace(told)
        settle(ended)


def hear_again(code: str) -> None:
    """Let somebody have letters and cards again.

    Raises:
        Missing: nobody was given this code, or it is nobody's own card.
    """
    person_id = owner_of(code)
    with transaction() as session:
        if session.get(Quiet, person_id) is not None:
            session.execute(delete(Quiet).where(Quiet.person_id == person_id))
            audit.record("thanks.hears_again", subject=("person", person_id), actor_id=None)


def owner_of(code: str) -> int:
    """Return the person whose card it is.

    Raises:
        Missing: nobody was given this code, or it is nobody's own card.
    """
    person_id = queries.card_of(code).person_id
    if person_id is None:
        raise Missing
    return person_id


def tell_left_in_peace(told: Telling) -> None:
    """Tell a nominator kindly, in the transaction that ends the thanks."""
    if told.nominator_address:
        with in_language(people.language_of(told.nominator_address) or told.language):
            subject, body = worded(
                LEFT_IN_PEACE,
                host_of(told.scheme_id),
                name=told.nominator_name,
                nominee=told.as_told,
                reference=told.reference,
            )
        mail.write(
            kind=LEFT_IN_PEACE,
            to_address=told.nominator_address,
            subject=subject,
            body=body,
        )


def _waiting(what: Any, person_id: int) -> Select[Any]:
    return (
        select(what)
        .join(Card, Card.id == Thank.card_id)
        .where(Card.person_id == person_id, Thank.state == WAITING)
    )
