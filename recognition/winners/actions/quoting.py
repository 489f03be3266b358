"""Asking a nominator whether they would be named beside a quote, and keeping what they say."""

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.mail import actions as mail
from recognition.mail.rules import LINK_PLACE, inert
from recognition.people import queries as people
from recognition.thanks import queries as thanks
from recognition.winners import queries
from recognition.winners.models import QuoteWish
from recognition.words import _, in_language

QUOTE_LINK = "winners.quote"


def ask_nominator(nomination_id: int) -> bool:
    """Write to the nominator who is quoted, once; unnamed until they say.

    Who asked not to be named is not asked, nor is anybody we have no address of.

    Returns:
        Whether a letter is on its way.
    """
    address = thanks.telling([nomination_id])[nomination_id].nominator_address
    if not address or not queries.may_be_asked(nomination_id):
        return False
    with transaction() as session:
        if session.get(QuoteWish, nomination_id) is not None:
            return False
        told = thanks.telling([nomination_id])[nomination_id]
        session.add(QuoteWish(nomination_id=nomination_id, asked_at=clock.now()))
        with in_language(people.language_of(address) or told.language):
            subject = _("May we name you beside your words?")
            parts = (
                _("Dear %(name)s,", name=inert(told.nominator_name)),
                _(
                    "You wrote about %(nominee)s. If their story is told, a few of your words may "
                    "stand beside it. Would you like your name there?",
                    nominee=inert(told.as_told),
                ),
                LINK_PLACE,
                _("We leave your name out unless you say yes. You can change your mind there."),
            )
        mail.write(
            kind=QUOTE_LINK,
            to_address=address,
            subject=subject,
            body="\n\n".join(parts),
            link=(QUOTE_LINK, str(nomination_id)),
        )
    return True


def say_quote(code: str, *, named: bool) -> None:
    """Keep whether a nominator would be named beside their words.

    Raises:
        Missing: nobody was given this code, or their words are quoted no more.
    """
    ask = queries.quote_ask(code)
    with transaction() as session:
        wish = session.scalars(
            select(QuoteWish).where(QuoteWish.nomination_id == ask.nomination_id).with_for_update()
        ).one()
        if wish.named is named:
            return
        wish.named, wish.said_at = named, clock.now()
        audit.record(
            "winners.quote_said",
            subject=("nomination", ask.nomination_id),
            actor_id=None,
            payload={"named": named},
        )
