"""What later rooms want to hear about consent. `app.py` registers who listens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ConsentChange:
    """Somebody no longer wishes their story to be told through some channels.

    `card_id` says who; `candidacy_id` is the live candidacy of that card; `at` is in UTC.
    """

    card_id: int
    candidacy_id: int
    channels: tuple[str, ...]
    at: datetime


Listener = Callable[[ConsentChange], None]

_listeners: list[Listener] = []


def register_listener(told: Listener) -> None:
    """Let `told(change)` hear of every yes that is taken back, in the transaction that does so."""
    if told not in _listeners:
        _listeners.append(told)


def forget_listener(told: Listener) -> None:
    """Let `told` hear no more."""
    _listeners.remove(told)


def taken_back(change: ConsentChange) -> None:
    """Tell later rooms that somebody took a yes back."""
    for told in _listeners:
        told(change)
