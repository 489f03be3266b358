"""Asking people where their story may be told, and keeping what they say."""

from collections.abc import Mapping

from sqlalchemy import select

from recognition import clock, config
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Refused
from recognition.mail import actions as mail
from recognition.mail.rules import inert
from recognition.nominations import queries as nominations
from recognition.nominations.queries import Nominee
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.thanks import queries
from recognition.thanks.models import Card, Consent
from recognition.thanks.rules import CHANNELS
from recognition.words import _

LINK = "thanks"


def thanks_link(card_id: str) -> str:
    """Return the address of a card's private page; made when its letter is delivered."""
    return f"{config.current().base_url}/thanks/{queries.code_of(int(card_id))}"


def ask_consent(candidacy_id: int, *, actor: Viewer) -> int:
    """Write to the nominee, or to every member of a nominated team, once.

    Returns:
        How many people are asked for the first time.

    Raises:
        Refused: there is nobody we could write to.
    """
    candidacy = nominations.candidacy(candidacy_id)
    scheme = schemes.round_card(candidacy.round_id).scheme.name
    recipients = [person for person in _recipients(candidacy.nominee) if person.email]
    if not recipients:
        raise Refused(
            _(
                "We have no address for %(name)s, so they cannot be asked yet.",
                name=candidacy.nominee.name,
            )
        )
    asked = set(db.session.scalars(select(Card.person_id).where(Card.candidacy_id == candidacy_id)))
    new = [person for person in recipients if person.id not in asked]
    if not new:
        return 0
    with transaction():
        for person in new:
            _send_card(candidacy_id, person, scheme)
        audit.record(
            "thanks.asked",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            payload={"people": len(new)},
        )
    return len(new)


def say(code: str, wishes: Mapping[str, bool]) -> None:
    """Keep what somebody says about each channel; only what changed is written.

    Raises:
        Missing: nobody was given this code.
    """
    page = queries.card_of(code)
    changed = {
        channel: wishes[channel]
        for channel in CHANNELS
        if channel in wishes and page.wishes.get(channel) is not wishes[channel]
    }
    if not changed:
        return
    with transaction() as session:
        session.add_all(
            Consent(card_id=page.card_id, channel=channel, given=given, said_at=clock.now())
            for channel, given in changed.items()
        )
        audit.record("thanks.said", subject=("card", page.card_id), actor_id=None, payload=changed)


def _recipients(nominee: Nominee) -> list[PersonCard]:
    if nominee.team_id is not None:
        return people.members(nominee.team_id)
    if nominee.person_id is None or people.has_left([nominee.person_id]):
        return []  # a private link does not go to an address somebody no longer reads
    return [people.person(nominee.person_id)]


def _send_card(candidacy_id: int, person: PersonCard, scheme: str) -> None:
    with transaction() as session:
        card = Card(candidacy_id=candidacy_id, person_id=person.id, made_at=clock.now())
        session.add(card)
        session.flush()
        mail.write(
            kind="thanks.card",
            to_address=person.email or "",
            subject=_("Somebody wrote something kind about your work"),
            body=_(
                "Dear %(name)s,\n\n"
                "A colleague took the time to write about something you did, as part of "
                "%(scheme)s. Their words are on a private page, just for you:\n\n"
                "{link}\n\n"
                "On the same page you can tell us where your story may be told. It is told "
                "nowhere unless you say so, and you can change your mind at any time.\n\n"
                "Thank you for what you do.\n",
                name=inert(person.name),
                scheme=inert(scheme),
            ),
            link=(LINK, str(card.id)),
        )
