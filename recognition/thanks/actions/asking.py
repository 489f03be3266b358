"""Asking people by letter where their story may be told, and reminding them once."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.engine import CursorResult
from sqlalchemy.orm import Session

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Refused
from recognition.mail import actions as mail
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import SchemeCard
from recognition.thanks import queries
from recognition.thanks.actions.delivering import LINK, LINK_KIND
from recognition.thanks.actions.safely import safely
from recognition.thanks.actions.wording import of_asking, of_card, of_reminding
from recognition.thanks.models import Card, ConsentAsked
from recognition.thanks.queries.thanking import Recipient
from recognition.thanks.rules import ASK_LETTER, REMIND_LETTER
from recognition.words import _, in_language

REMIND_AFTER = timedelta(days=7)
AT_ONCE = 200


def ask_consent(candidacy_id: int, *, actor: Viewer) -> int:
    """Write to the nominee, or to every member of a nominated team, who was not asked yet.

    Whoever was thanked gets a letter with the link of their card; the others get their card.
    Nobody is asked twice, unless a yes of theirs has ended since, and nobody who answered.

    Returns:
        How many people are asked.

    Raises:
        Missing: there is no such candidacy.
        Refused: there is nobody we could write to.
    """
    candidacy = nominations.candidacy(candidacy_id)
    scheme = schemes.round_card(candidacy.round_id).scheme
    nominee = candidacy.nominee
    able = [to for to in queries.recipients(nominee) if _reads_letters(to)]
    if not able:
        raise Refused(
            _(
                "We cannot write to %(name)s. Ask them in person, and record what they say on "
                "paper.",
                name=nominee.name,
            )
        )
    team = nominee.name if nominee.team_id is not None else ""
    with transaction() as session:
        # whoever presses twice waits here, and finds that everybody is asked
        session.execute(select(Candidacy.id).where(Candidacy.id == candidacy_id).with_for_update())
        asked = _ask(session, candidacy_id, able, scheme, team=team)
        if asked:
            audit.record(
                "thanks.asked",
                subject=("candidacy", candidacy_id),
                actor_id=actor.person_id,
                payload={"people": asked},
            )
    return asked


def count_as_asked(card_id: int, letter_id: int) -> None:
    """Note that a letter of a later room asks the question too, so that nobody is asked twice.

    Whoever was asked before stays asked as of then, also on the card of an earlier round from which
    their story went on. Joins the transaction of the letter.
    """
    with transaction() as session:
        if session.get(ConsentAsked, card_id) is None and not queries.was_asked_before(card_id):
            session.add(ConsentAsked(card_id=card_id, asked_at=clock.now(), letter_id=letter_id))
            session.flush()


def chase_consents(now: datetime | None = None) -> int:
    """Remind everybody once whose question left a week ago and is not answered in full.

    A chore of the worker; any number may do it at once.

    Args:
        now: the instant to do it for, UTC; this instant when left out.

    Returns:
        How many reminders were written.
    """
    moment = now or clock.now()
    found = queries.to_chase(moment - REMIND_AFTER, moment, limit=AT_ONCE)
    return sum(safely(_chase, number, moment) for number in found)


def _reads_letters(to: Recipient) -> bool:
    return (
        to.person_id is not None
        and bool(to.address)
        and not (to.has_left or to.is_quiet or to.has_died)
    )


def _ask(
    session: Session,
    candidacy_id: int,
    able: Sequence[Recipient],
    scheme: SchemeCard,
    *,
    team: str,
) -> int:
    sheet = queries.consent_sheet([candidacy_id])[candidacy_id]
    known = {one.person_id: one for one in reversed(sheet.respondents)}  # their own card first
    moment, count = clock.now(), 0
    for to in able:
        one = known.get(to.person_id)
        if one is not None and not one.may_be_asked:
            continue
        if one is None:
            card = Card(candidacy_id=candidacy_id, person_id=to.person_id, made_at=moment)
            session.add(card)
            session.flush()
            number, kind, words = card.id, LINK_KIND, of_card
        else:
            number, kind, words = one.card_id, ASK_LETTER, of_asking
        with in_language(queries.language_of_card(number)):
            letter = words(scheme.organisation_id, name=to.name, scheme=scheme.name, team=team)
        session.merge(
            ConsentAsked(
                card_id=number,
                asked_at=moment,
                letter_id=_write(kind, to.address, letter, number),
                chased_at=None,
            )
        )
        session.flush()
        count += 1
    return count


def _write(kind: str, address: str, letter: tuple[str, str], card_id: int) -> int:
    subject, body = letter
    return mail.write(
        kind=kind, to_address=address, subject=subject, body=body, link=(LINK, str(card_id))
    )


def _chase(card_id: int, moment: datetime) -> bool:
    with transaction() as session:
        mine = session.execute(
            update(ConsentAsked)
            .where(ConsentAsked.card_id == card_id, ConsentAsked.chased_at.is_(None))
            .values(letter_id=ConsentAsked.letter_id)  # holds the row until this is done
        )
        told = queries.chasing(card_id, moment)
        if told is None or not isinstance(mine, CursorResult) or mine.rowcount != 1:
            return False
        with in_language(queries.language_of_card(card_id)):
            letter = of_reminding(told.host_id, name=told.name, scheme=told.scheme, team=told.team)
        asked = session.get_one(ConsentAsked, card_id)
        asked.letter_id = _write(REMIND_LETTER, told.address, letter, card_id)
        asked.chased_at = moment
        audit.record("thanks.reminded", subject=("card", card_id), actor_id=None)
        return True
