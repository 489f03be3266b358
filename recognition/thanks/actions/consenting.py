"""Asking people where their story may be told, and keeping what they say."""

from collections.abc import Mapping

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail import actions as mail
from recognition.nominations import queries as nominations
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.thanks import letters, queries
from recognition.thanks.actions.delivering import LINK, LINK_KIND
from recognition.thanks.models import Card, Consent
from recognition.thanks.queries.thanking import Recipient
from recognition.thanks.rules import CHANNELS
from recognition.words import _


def ask_consent(candidacy_id: int, *, actor: Viewer) -> int:
    """Write to the nominee, or to every member of a nominated team, who has no card yet.

    Whoever was thanked has one, and is asked on it.

    Returns:
        How many people are asked for the first time.

    Raises:
        Refused: there is nobody we could write to.
    """
    candidacy = nominations.candidacy(candidacy_id)
    scheme = schemes.round_card(candidacy.round_id).scheme.name
    nominee = candidacy.nominee
    asked = set(db.session.scalars(select(Card.person_id).where(Card.candidacy_id == candidacy_id)))
    reached = [to for to in queries.recipients(nominee) if to.person_id is not None]
    able = [to for to in reached if to.address and not to.has_left and not to.is_quiet]
    if not able and not asked:
        raise Refused(
            _("We have no address for %(name)s, so they cannot be asked yet.", name=nominee.name)
        )
    new = [to for to in able if to.person_id not in asked]
    if not new:
        return 0
    with transaction():
        for recipient in new:
            _ask(candidacy_id, recipient, scheme, nominee.name if nominee.team_id else "")
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
        Missing: nobody was given this code, or it is the card on a wall.
    """
    page = queries.card_of(code)
    if not page.has_wishes:
        raise Missing
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


def _ask(candidacy_id: int, recipient: Recipient, scheme: str, team: str) -> None:
    with transaction() as session:
        card = Card(candidacy_id=candidacy_id, person_id=recipient.person_id, made_at=clock.now())
        session.add(card)
        session.flush()
        subject, body = letters.card(name=recipient.name, scheme=scheme, team=team)
        mail.write(
            kind=LINK_KIND,
            to_address=recipient.address,
            subject=subject,
            body=body,
            link=(LINK, str(card.id)),
        )
