"""Bands instead of decimal places: what a chance of belonging means for the meeting."""

from dataclasses import dataclass

from recognition.words import _

SECURE, LIKELY, TOSS, UNLIKELY, OUT = "secure", "likely", "toss", "unlikely", "out"
BANDS = (SECURE, LIKELY, TOSS, UNLIKELY, OUT)
_FROM = ((0.90, SECURE), (0.65, LIKELY), (0.35, TOSS), (0.10, UNLIKELY))


@dataclass(frozen=True)
class Band:
    """A band with what it is called and the colour of its NHS tag; `shape` tells it in print."""

    key: str
    name: str
    colour: str


def band_of(chance: float | None) -> str:
    """Return the band of a chance of belonging among the winners, or "" without one.

    At least 90 % is secure, 65 % likely, 35 % a coin toss, 10 % unlikely; below that it is out.
    """
    if chance is None:
        return ""
    return next((key for least, key in _FROM if chance >= least), OUT)


def limits(key: str) -> tuple[float, float]:
    """Return the chances of a band: at least the first, below the second; 1 is in the highest."""
    floors = [*(least for least, _key in _FROM), 0.0]
    place = BANDS.index(key)
    return floors[place], floors[place - 1] if place else 1.01


def described(key: str) -> Band:
    """Return what a band is called."""
    return {
        SECURE: Band(SECURE, _("Secure"), "green"),
        LIKELY: Band(LIKELY, _("Likely"), "aqua-green"),
        TOSS: Band(TOSS, _("Coin toss"), "yellow"),
        UNLIKELY: Band(UNLIKELY, _("Unlikely"), "grey"),
        OUT: Band(OUT, _("Out"), "white"),
    }[key]


def departs(key: str, *, wins: bool) -> bool:
    """Tell whether an outcome is not what the band says: a winner unlikely, a secure one not."""
    return (wins and key in (UNLIKELY, OUT)) or (not wins and key in (SECURE, LIKELY))
