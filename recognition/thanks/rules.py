"""Where a story may be told, when everybody it is about has agreed, and how thanks stand."""

from collections.abc import Collection, Mapping
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

ConsentState = Literal["given", "refused", "waiting", "not_asked"]


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
