"""What a later room says about a nominee in the chair's table: the outcome, and where to record it.

`app.py` registers who knows; this room does not.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A word with a colour of the NHS tag (“green”, “blue”, “grey” …) and the page behind it.

    Without a text nothing is decided yet, and the page behind it is where to decide.
    """

    text: str
    colour: str
    url: str


Marker = Callable[[int], dict[int, Mark]]


def _nobody(_round_id: int) -> dict[int, Mark]:
    return {}


class _Registered:
    marker: Marker = staticmethod(_nobody)


def register(marker: Marker) -> None:
    """Let `marker(round_id)` say what is decided, by candidacy."""
    _Registered.marker = staticmethod(marker)


def marks(round_id: int) -> dict[int, Mark]:
    """Return the marks of a round by candidacy; empty when nobody knows any."""
    return _Registered.marker(round_id)
