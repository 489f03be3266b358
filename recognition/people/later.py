"""What later rooms want to hear about people. `app.py` registers who listens."""

from collections.abc import Callable, Collection

Listener = Callable[[Collection[int]], None]

_listeners: list[Listener] = []


def register_listener(tell: Listener) -> None:
    """Let `tell(person_ids)` hear that people have left, in the transaction that says so."""
    if tell not in _listeners:
        _listeners.append(tell)


def have_left(person_ids: Collection[int]) -> None:
    """Tell later rooms that these people have left."""
    for tell in _listeners:
        tell(person_ids)
