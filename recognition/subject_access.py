"""What a room tells of one person who asks what is held about them: sections of items.

Plain values. Rooms gather what they own; `privacy` puts it together, leaves out what whoever
prepares it may not learn, and marks what a human has to look at before it is given out.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

# What somebody did on a panel, and what a panel wrote about them: neither is for everybody.
Panel = Literal["", "theirs", "about"]
THEIRS: Panel = "theirs"
ABOUT: Panel = "about"


@dataclass(frozen=True)
class Whom:
    """Who asks: somebody of the directory, or whoever has an address; addresses in lower case."""

    person_id: int | None
    name: str
    addresses: frozenset[str]


@dataclass(frozen=True)
class Picture:
    """A file that is given out as it is: its name and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Item:
    """One thing that is held.

    `key` stays the same from look to look. `facts` and `texts` are pairs of what it is and what it
    says; texts may speak of other people. `names` are other people known to be in it, and
    `never` names that may not be in it at all. `by_others` says that somebody else wrote it.
    `round_id` is the round it belongs to, where nothing may be told before the announcement;
    `candidacy_id` whom a panellist wrote about.
    """

    key: str
    what: str
    when: datetime | None = None
    facts: tuple[tuple[str, str], ...] = ()
    texts: tuple[tuple[str, str], ...] = ()
    names: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    by_others: bool = False
    panel: Panel = ""
    round_id: int | None = None
    candidacy_id: int | None = None
    picture: Picture | None = None


@dataclass(frozen=True)
class Section:
    """Items of one kind under a heading, the oldest first."""

    key: str
    title: str
    items: tuple[Item, ...]
