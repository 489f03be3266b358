"""What entries of the trail are called; the room that has those words hands them in."""

from collections.abc import Callable


class _Speaker:
    deed: Callable[[str], str] = staticmethod(str)


def register(deed: Callable[[str], str]) -> None:
    """Use this to say what an action is called: “panel.appointed” in words."""
    _Speaker.deed = staticmethod(deed)


def deed(action: str) -> str:
    """Say what an action is called; its code where there are no words for it."""
    return _Speaker.deed(action)
