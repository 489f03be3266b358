"""Who is behind a request, and for whom they act: known below the pages without being passed on.

Set once for each request, from whoever signed in, and forgotten at its end. In the worker and in
commands nobody is behind anything.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True)
class Behind:
    """Whoever is behind a request; `acting_for_id` and `cover_id` only while they act for another.

    `cover_id` is the dated cover that lets them.
    """

    person_id: int
    acting_for_id: int | None = None
    cover_id: int | None = None


_behind: ContextVar[Behind | None] = ContextVar("behind", default=None)


def note(behind: Behind | None) -> None:
    """Say who is behind what happens from here on; None for nobody."""
    _behind.set(behind)


def behind(person_id: int | None) -> Behind | None:
    """Return what this person does as, if they are behind the request; None for anybody else."""
    found = _behind.get()
    return found if found is not None and found.person_id == person_id else None


def acting_for(person_id: int | None) -> int | None:
    """Return for whom this person acts in this request, by number; None when for nobody."""
    found = behind(person_id)
    return found.acting_for_id if found else None
