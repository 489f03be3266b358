"""Who has to prove twice who they are, beyond those whom this room gives a role.

Later rooms know: a panel, for one, has people who lead it. `app.py` registers who knows; this room
does not.
"""

from collections.abc import Callable

Asks = Callable[[int], bool]

_asks: list[Asks] = []


def register(asks: Asks) -> None:
    """Let `asks(person_id)` say whether what somebody does there needs a second proof."""
    if asks not in _asks:
        _asks.append(asks)


def is_asked_of(person_id: int) -> bool:
    """Tell whether what somebody does in a later room needs a second proof."""
    return any(asks(person_id) for asks in _asks)
