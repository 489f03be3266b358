"""What later rooms know about a nomination, and what they want to hear about it.

They know whether something depends on it, and who won lately; they hear when its words change.

`app.py` registers who knows; this room does not.
"""

from collections.abc import Callable, Collection

Dependants = Callable[[Collection[int]], str]
Winner = tuple[int, int]
RecentWinners = Callable[[Collection[int], Collection[int] | None], frozenset[Winner]]

Listener = Callable[[Collection[int]], None]

_dependants: list[Dependants] = []
_listeners: list[Listener] = []


class _Registered:
    winners: RecentWinners = staticmethod(lambda _category_ids, _person_ids: frozenset())


def register_dependants(ask: Dependants) -> None:
    """Let `ask(nomination_ids)` say in a sentence what depends on them; empty when nothing does."""
    if ask not in _dependants:
        _dependants.append(ask)


def what_depends_on(nomination_ids: Collection[int]) -> str:
    """Return in a sentence what a later room made of these nominations, or an empty text."""
    return next((said for ask in _dependants if (said := ask(nomination_ids))), "")


def register_listener(tell: Listener) -> None:
    """Let `tell(candidacy_ids)` hear that what a panel reads of them has changed.

    It is told in the transaction that changed it, and not of what nobody had accepted yet.
    """
    if tell not in _listeners:
        _listeners.append(tell)


def words_changed(candidacy_ids: Collection[int]) -> None:
    """Tell later rooms that what a panel reads of these candidacies has changed."""
    for tell in _listeners:
        tell(candidacy_ids)


def register_recent_winners(ask: RecentWinners) -> None:
    """Let `ask(category_ids, person_ids)` say who of them won which category lately."""
    _Registered.winners = staticmethod(ask)


def recent_winners(
    category_ids: Collection[int], person_ids: Collection[int] | None = None
) -> frozenset[Winner]:
    """Return which of these people won which of these categories lately: pairs of numbers.

    Args:
        category_ids: categories.
        person_ids: people; None for whoever it was.
    """
    return _Registered.winners(category_ids, person_ids)
