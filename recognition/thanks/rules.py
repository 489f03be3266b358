"""Where a story may be told, when everybody it is about has agreed, and how thanks stand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Literal

from recognition.words import _

INTRANET = "intranet"
NEWSLETTER = "newsletter"
PUBLIC_SITE = "public_site"
SOCIAL_MEDIA = "social_media"
PRESS = "press"
PHOTO = "photo"
CHANNELS = (INTRANET, NEWSLETTER, PUBLIC_SITE, SOCIAL_MEDIA, PRESS, PHOTO)

# How the words reach a nominee, and where that stands.
LETTER, PRINT = "letter", "print"
WAYS = (LETTER, PRINT)
WAITING, PRINTED, HELD, THANKED, ENDED = "waiting", "printed", "held", "thanked", "ended"
STATES = (WAITING, PRINTED, HELD, THANKED, ENDED)
OWING = (WAITING, PRINTED, HELD)
# Why one is held for an administrator to decide, or why it ended without a card.
LEFT, DIED, NO_CONTACT, REFUSED_BY_MAIL = "left", "died", "no_contact", "refused_by_mail"
TAKEN_BACK, DECLINED = "withdrawn", "declined"

# The letters that ask where a story may be told: to those who were thanked before, and once more.
ASK_LETTER, REMIND_LETTER = "thanks.consent", "thanks.consent_reminder"

ConsentState = Literal["given", "refused", "waiting", "not_asked"]
SheetState = Literal["given", "refused", "waiting", "not_asked", "ended"]


def channel_name(channel: str) -> str:
    """Return what people call a channel."""
    return {
        INTRANET: _("The intranet, for colleagues only"),
        NEWSLETTER: _("The staff newsletter"),
        PUBLIC_SITE: _("This website, for everyone"),
        SOCIAL_MEDIA: _("Social media"),
        PRESS: _("Newspapers, radio and television"),
        PHOTO: _("With a photograph of me"),
    }[channel]


def short_channel_name(channel: str) -> str:
    """Return what a channel is called in a list."""
    return {
        INTRANET: _("Intranet"),
        NEWSLETTER: _("Newsletter"),
        PUBLIC_SITE: _("Website"),
        SOCIAL_MEDIA: _("Social media"),
        PRESS: _("Press"),
        PHOTO: _("Photograph"),
    }[channel]


def doubled(
    cards: Sequence[tuple[int, int | None]], said_at: Mapping[int, datetime]
) -> frozenset[int]:
    """Return the cards that do not count because their owner answered on another one since.

    Somebody whose story was merged, or went on to another round, has several cards for it. What
    they said last counts, wherever they said it.

    Args:
        cards: each card, and its person; None for somebody described in words.
        said_at: when each answered card was, UTC.
    """
    newest: dict[int, int] = {}
    for card, person in cards:
        if person is not None and card in said_at:
            before = newest.get(person, card)
            newest[person] = max(before, card, key=lambda one: (said_at[one], one))
    return frozenset(card for card, person in cards if newest.get(person or 0, card) != card)


def counted(
    cards: Sequence[tuple[int, bool]], *, said: Collection[int], unreached: Collection[int]
) -> list[int]:
    """Return the cards whose answers count for one candidacy and channel.

    Whoever was never reached was not asked, unless they said something all the same. The cards of
    a merged candidacy count where they were answered, and where there is no other.

    Args:
        cards: each card, and whether it is the candidacy's own.
        said: the cards with an answer.
        unreached: the cards that never came to anybody.
    """
    asked: list[int] = []
    merged: list[int] = []
    for card, own in cards:
        if card in said or card not in unreached:
            (asked if own or card in said else merged).append(card)
    return asked or merged


def agreed(asked: Collection[int], said: Mapping[int, bool]) -> ConsentState:
    """Return what the people behind one candidacy have agreed to together.

    A team has agreed when every member who was asked said yes; one no is a no.

    Args:
        asked: the cards that were made, by number.
        said: the newest answer on each card, where there is one.
    """
    if not asked:
        return "not_asked"
    answers = [said.get(card) for card in asked]
    if False in answers:
        return "refused"
    return "waiting" if None in answers else "given"
