"""Private links are made when a letter is delivered, so that none lies in the outbox.

The rooms that own a kind of link say how it is made; `app.py` registers them here, because this
room knows none of them.
"""

from collections.abc import Callable

Maker = Callable[[str], str | None]

_makers: dict[str, Maker] = {}


def register(kind: str, maker: Maker) -> None:
    """Let `maker(target)` make links of this kind; it returns None when nobody should get one."""
    _makers[kind] = maker


def make(kind: str, target: str) -> str | None:
    """Return an absolute address, or None when nobody should get the letter.

    Raises:
        KeyError: nobody registered this kind.
    """
    return _makers[kind](target)
