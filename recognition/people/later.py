"""What later rooms want to hear about people. `app.py` registers who listens."""

from collections.abc import Callable, Collection

Listener = Callable[[Collection[int]], None]

_of_leaving: list[Listener] = []
_of_forgetting: list[Listener] = []


def register_listener(tell: Listener) -> None:
    """Let `tell(person_ids)` hear that people have left, in the transaction that says so."""
    if tell not in _of_leaving:
        _of_leaving.append(tell)


def register_before_forgetting(tell: Listener) -> None:
    """Let `tell(person_ids)` hear whose records are let go of, while team and manager still stand.

    It is told in the transaction that lets go of them.
    """
    if tell not in _of_forgetting:
        _of_forgetting.append(tell)


def have_left(person_ids: Collection[int]) -> None:
    """Tell later rooms that these people have left."""
    for tell in _of_leaving:
        tell(person_ids)


def about_to_forget(person_ids: Collection[int]) -> None:
    """Tell later rooms that the records of these people are let go of."""
    for tell in _of_forgetting:
        tell(person_ids)
