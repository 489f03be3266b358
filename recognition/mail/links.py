"""What other rooms know of letters: how private links are made, and who waits for delivery.

Private links are made when a letter is delivered, so that none lies in the outbox. The rooms that
own a kind of link say how it is made, and those that wait for a kind of letter say whom to tell;
`app.py` registers them here, because this room knows none of them.
"""

from collections.abc import Callable

Maker = Callable[[str], str | None]

Told = Callable[[int, bool], None]

_makers: dict[str, Maker] = {}
_waiting: dict[str, Told] = {}


def register(kind: str, maker: Maker) -> None:
    """Let `maker(target)` make links of this kind; it returns None when nobody should get one."""
    _makers[kind] = maker


def make(kind: str, target: str) -> str | None:
    """Return an absolute address, or None when nobody should get the letter.

    Raises:
        KeyError: nobody registered this kind.
    """
    return _makers[kind](target)


def register_waiting(kind: str, tell: Told) -> None:
    """Let `tell(letter_id, was_sent)` hear when a letter of this kind was sent or given up.

    It is called in the transaction that settles the letter, inside a savepoint: a letter that has
    left stays so, whatever goes wrong in that room.
    """
    _waiting[kind] = tell


def is_waited_for(kind: str) -> bool:
    """Tell whether a room waits for letters of this kind, and goes another way without them."""
    return kind in _waiting


def kinds_waited_for() -> tuple[str, ...]:
    """Return the kinds of letters that rooms wait for."""
    return tuple(_waiting)


def settled(kind: str, letter_id: int, *, was_sent: bool) -> None:
    """Tell whoever waits for a kind of letter what became of one."""
    if kind in _waiting:
        _waiting[kind](letter_id, was_sent)
