"""What a later room says about a nominee in the chair's table: the outcome, and where to record it.

`app.py` registers who knows; this room does not.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Mark:
    """A word with a colour of the NHS tag (“green”, “blue”, “grey” …) and the page behind it.

    Without a text nothing is decided yet, and the page behind it is where to decide.
    """

    text: str
    colour: str
    url: str


Marker = Callable[[Collection[int]], dict[int, Mark]]


def _nobody(_candidacy_ids: Collection[int]) -> dict[int, Mark]:
    return {}


class _Registered:
    marker: Marker = staticmethod(_nobody)


def register(marker: Marker) -> None:
    """Let `marker(candidacy_ids)` say what is decided, by candidacy."""
    _Registered.marker = staticmethod(marker)


def marks(candidacy_ids: Collection[int]) -> dict[int, Mark]:
    """Return the marks of several candidacies by number; empty when nobody knows any."""
    return _Registered.marker(candidacy_ids)
