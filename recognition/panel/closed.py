"""What a later room says about the end of a round's judging: from then on nothing changes.

`app.py` registers who knows; this room does not.
"""

from collections.abc import Callable

from recognition.errors import Refused
from recognition.words import _

IsClosed = Callable[[int], bool]


def _never(_round_id: int) -> bool:
    return False


class _Registered:
    is_closed: IsClosed = staticmethod(_never)


def register(is_closed: IsClosed) -> None:
    """Let `is_closed(round_id)` say whether the judging of a round has been closed."""
    _Registered.is_closed = staticmethod(is_closed)


def is_closed(round_id: int) -> bool:
    """Tell whether the judging of a round is closed."""
    return _Registered.is_closed(round_id)


def check_open(round_id: int) -> None:
    """Refuse to change anything of a round whose judging is closed.

    Asked under the lock of the round, or of a candidacy in it: closing takes both.

    Raises:
        Refused: it is closed.
    """
    if _Registered.is_closed(round_id):
        raise Refused(
            _(
                "The judging of this round is closed, so nothing of it changes any more. "
                "Whoever leads the panel can open it again, with a reason."
            )
        )
