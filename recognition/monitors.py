"""Pages for monitors, which ask every few seconds, by whatever name they know this machine.

Such a page makes no links and knows no visitor, so the name it is asked by does not matter; and
that it was asked, and all was well, would only fill the log.
"""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])
MARK = "__for_monitors__"


def always() -> bool:
    """Take everybody for a monitor."""
    return True


def for_monitors(is_one: Callable[[], bool] = always) -> Callable[[View], View]:
    """Mark a page as one for monitors.

    Args:
        is_one: asked during a request, whether a monitor asks; anybody else is told by the page
            what every other page would tell them.
    """

    def mark(view: View) -> View:
        setattr(view, MARK, is_one)
        return view

    return mark


def asked_by_monitor(view: Callable[..., Any] | None) -> bool:
    """Tell whether the page that is being asked for is for monitors, and one asks."""
    is_one: Callable[[], bool] | None = getattr(view, MARK, None)
    return is_one is not None and is_one()
