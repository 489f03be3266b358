"""What happened, by whom: the trail as administrators read it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from recognition import clock
from recognition.audit import queries as audit
from recognition.audit.queries import EntryLine
from recognition.hall.rules import told
from recognition.hall.words import deeds_like
from recognition.panel import queries as panel
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.words import _

ENTRIES_PER_PAGE = 50


@dataclass(frozen=True)
class TrailLine:
    """One entry of the trail, with the name of whoever did it; empty for the application."""

    entry: EntryLine
    actor: str
    details: str


@dataclass(frozen=True)
class Trail:
    """One page of the trail, newest first. `total` counts every entry that was chosen."""

    lines: tuple[TrailLine, ...]
    total: int
    pages: int
    sits_on_a_panel: bool


@dataclass(frozen=True)
class TrailSearch:
    """What somebody looks for in the trail; what is empty leaves nothing out.

    `what` is how an action starts, or part of its words; `who` the beginnings of the names of
    whoever did it, or of their address. Days are London days, both included.
    """

    what: str = ""
    who: str = ""
    since: date | None = None
    until: date | None = None


def may_read_trail(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they read the whole trail: do they administer the organisation that runs all this?"""
    if viewer is None or not viewer.administers:
        return False
    host = people.host()
    return host is not None and host.id in viewer.administers


def trail(viewer: Viewer, search: TrailSearch, *, page: int = 1) -> Trail:
    """Return one page of the trail, with names, in four statements; one more to find who did it.

    Whoever sits on a panel, or acts for somebody who does, is not shown what panels do: it would
    tell who reads whom they know.

    Args:
        viewer: who reads it.
        search: what they look for.
        page: from 1.
    """
    sits = any(map(panel.sits_anywhere, viewer.both))
    entries, total = audit.entries(
        page=page,
        per_page=ENTRIES_PER_PAGE,
        action=search.what,
        actions=deeds_like(search.what),
        actors=people.found_by_name(search.who) if search.who else None,
        since=clock.start_of_day(search.since) if search.since else None,
        until=clock.end_of_day(search.until) if search.until else None,
        without=audit.OF_PANELS if sits else (),
    )
    actors = people.people_by_id(
        number for one in entries for number in (one.actor_id, one.acting_for_id) if number
    )
    return Trail(
        lines=tuple(
            TrailLine(
                entry=entry,
                actor=_who(entry, actors),
                details=told(entry.details),
            )
            for entry in entries
        ),
        total=total,
        pages=max(1, -(-total // ENTRIES_PER_PAGE)),
        sits_on_a_panel=sits,
    )


def _who(entry: EntryLine, actors: Mapping[int, PersonCard]) -> str:
    """Say who did it, “Ann, acting for Bea”; empty for the application itself."""
    actor = actors.get(entry.actor_id or 0)
    absent = actors.get(entry.acting_for_id or 0)
    if actor is None:
        return ""
    if absent is None:
        return actor.name
    return _("%(name)s, acting for %(absent)s", name=actor.name, absent=absent.name)
