"""What later rooms add to the private page behind a card.

`app.py` registers who adds something; this room knows none of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Section:
    """A part of the page: the template that draws it, and what it is drawn from as `section`."""

    template: str
    values: Mapping[str, Any] = field(default_factory=dict)


Maker = Callable[[int], Section | None]

_makers: list[Maker] = []


def register(make: Maker) -> None:
    """Let `make(card_id)` add a section to the page of a card; None adds nothing."""
    if make not in _makers:
        _makers.append(make)


def sections_of(card_id: int) -> list[Section]:
    """Return what later rooms have to say on the page of a card."""
    return [section for make in _makers if (section := make(card_id)) is not None]
