"""The three ways in which the house says no, as plain Python."""


class Refused(Exception):
    """A rule says no, in words that the page shows.

    Args:
        reason: one or two sentences: what happened, and what to do.
        field: name of the form field the reason belongs to, if there is one.
    """

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class Conflict(Refused):
    """Somebody, or the same person in another tab, changed this meanwhile."""


class Missing(Exception):
    """There is nothing here for you: never there, deleted, or not yours to see."""
