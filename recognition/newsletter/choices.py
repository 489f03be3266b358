"""What a pack can be: for which channel, how long its pieces are, and how its heading sounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recognition.thanks.rules import (
    INTRANET,
    NEWSLETTER,
    PRESS,
    PUBLIC_SITE,
    SOCIAL_MEDIA,
    channel_name,
)
from recognition.words import _

PACK_CHANNELS = (NEWSLETTER, INTRANET, PUBLIC_SITE, SOCIAL_MEDIA, PRESS)
LENGTHS = (50, 100, 200)
"""Words of a piece, at most; it is cut at the end of a sentence."""
USUAL_LENGTH = 100
WARM, PLAIN, PROUD = "warm", "plain", "proud"
TONES = (WARM, PLAIN, PROUD)


@dataclass(frozen=True)
class Selection:
    """What communications chose. `texts` are their own words, by candidacy, where there are any."""

    order: tuple[int, ...]
    channel: str = NEWSLETTER
    length: int = USUAL_LENGTH
    tone: str = WARM
    categories: tuple[str, ...] = ()
    texts: Mapping[int, str] = field(default_factory=dict)


def channels() -> Sequence[tuple[str, str]]:
    """Return the channels a pack can be for, each with what people call it."""
    return [(channel, channel_name(channel)) for channel in PACK_CHANNELS]


def tones() -> Sequence[tuple[str, str]]:
    """Return how a heading can sound, each with its name."""
    return [(WARM, _("Warm")), (PLAIN, _("Plain")), (PROUD, _("Proud"))]


def heading(tone: str, *, round_name: str) -> str:
    """Return the heading of a pack."""
    if tone == PROUD:
        return _("Proud of our colleagues: %(round)s", round=round_name)
    if tone == PLAIN:
        return _("Who was recognised: %(round)s", round=round_name)
    return _("Thank you for your kindness: %(round)s", round=round_name)


def opening(tone: str, *, scheme: str) -> str:
    """Return the sentence below the heading."""
    if tone == PROUD:
        return _("These colleagues show what we are at our best. Here is what they did.")
    if tone == PLAIN:
        return _("They were chosen in %(scheme)s. This is why.", scheme=scheme)
    return _(
        "Colleagues wrote to us about what these people did. We would like you to know it too."
    )
