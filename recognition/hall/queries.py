"""What the start page tells, what waits for administrators, and whether the house is well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.exc import DBAPIError

from recognition import clock, config
from recognition.audit import queries as audit
from recognition.audit.queries import EntryLine
from recognition.config import ROOT
from recognition.database import db
from recognition.errors import Missing
from recognition.hall import notices
from recognition.hall.letters import letters_stuck
from recognition.hall.models import NoticeWords
from recognition.hall.notices import HEADINGS, Section
from recognition.hall.rules import Task, Work, tasks, told
from recognition.hall.words import deeds_like
from recognition.nominations.models import Candidacy, Nomination
from recognition.nominations.queries import checking
from recognition.nominations.rules import ACCEPTED, UNDECIDED
from recognition.panel import queries as panel
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.resources import queries as resources
from recognition.resources.queries import ResourceCard
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round
from recognition.schemes.queries import RoundCard, SchemeCard
from recognition.thanks.models import Thank
from recognition.thanks.reckoning import late_before
from recognition.thanks.rules import OWING
from recognition.winners import queries as winners
from recognition.winners.queries import PublicWinner
from recognition.words import _

STORIES = 3
ENTRIES_PER_PAGE = 50

FREE_TEXT = ((NoticeWords.text,),)
"""Columns of this room in which somebody may have written a colleague's name, by table."""


@dataclass(frozen=True)
class StartPage:
    """What is open, the soonest to close first; the newest stories; one piece of good practice."""

    rounds: tuple[RoundCard, ...]
    stories: tuple[PublicWinner, ...]
    practice: ResourceCard | None


@dataclass(frozen=True)
class Desk:
    """What an administrator sees first: what waits, and the rounds that are not over."""

    tasks: tuple[Task, ...]
    rounds: tuple[RoundCard, ...]


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
class Health:
    """Whether the database answers, and whether it has every migration and no other."""

    database: bool
    migrations: bool

    @property
    def is_good(self) -> bool:
        """True when pages can be served."""
        return self.database and self.migrations


def may_read_trail(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they read the whole trail: do they administer the organisation that runs all this?"""
    if viewer is None or not viewer.administers:
        return False
    host = people.host()
    return host is not None and host.id in viewer.administers


def may_write_notices(viewer: Viewer | None, **_arguments: object) -> bool:
    """May they write what these pages tell about themselves: those who may read the whole trail?"""
    return may_read_trail(viewer)


def notice(page: str) -> tuple[Section, ...]:
    """Return one notice, with the organisation's own words where there are any.

    Raises:
        Missing: there is no such notice.
    """
    if page not in HEADINGS:
        raise Missing
    host = people.host()
    own = db.session.execute(
        select(NoticeWords.section, NoticeWords.text).where(NoticeWords.page == page)
    )
    return notices.notice(
        page,
        organisation=host.name if host else "",
        cookie=config.current().cookie_name,
        own=dict(own.all()),
    )


def notice_section(page: str, key: str) -> Section:
    """Return one section of a notice.

    Raises:
        Missing: there is none of that name.
    """
    found = next((section for section in notice(page) if section.key == key), None)
    if found is None:
        raise Missing
    return found


def start_page(at: datetime) -> StartPage:
    """Return what the start page tells at an instant, UTC."""
    practice = resources.for_stage("nominate", limit=1)
    return StartPage(
        rounds=tuple(schemes.open_rounds(at)),
        stories=tuple(winners.latest_winners(STORIES)),
        practice=practice[0] if practice else None,
    )


def desk(viewer: Viewer, at: datetime) -> Desk:
    """Return what waits for an administrator at an instant, UTC, and the rounds to watch."""
    hosted = schemes.schemes_for(viewer.administers)
    running = [card for card in hosted if not card.ended_at]
    by_scheme = schemes.rounds_of_schemes(card.id for card in running)
    rounds = [card for cards in by_scheme.values() for card in cards if not _is_over(card, at)]
    _lines, staff = people.staff(viewer.administers)
    return Desk(
        tasks=tuple(
            tasks(
                people=staff,
                schemes=len(running),
                open_rounds=sum(card.is_open(at) for card in rounds),
                work=_work(viewer, hosted, rounds, at),
            )
        ),
        rounds=tuple(sorted(rounds, key=lambda card: (card.opens_at, card.id))),
    )


def _work(
    viewer: Viewer, hosted: Sequence[SchemeCard], rounds: Sequence[RoundCard], at: datetime
) -> Work:
    """Return what waits in the schemes the viewer looks after, in four statements."""
    wanted = panel.deputies_wanted(viewer, [card.id for card in rounds])
    waiting = checking.waiting(viewer.administers)
    late = _late(hosted, at)
    worst = max(hosted, key=lambda card: late.get(card.id, 0), default=None)
    return Work(
        to_check=waiting.nominations,
        oldest_days=(at - waiting.oldest) // timedelta(days=1) if waiting.oldest else 0,
        late=sum(late.values()),
        late_scheme=worst.slug if worst else "",
        stuck=letters_stuck(at) if may_read_trail(viewer) else 0,
        roles_due=people.roles_to_review(viewer.administers, at=at),
        deputies=tuple(
            (card.id, card.name, wanted[card.id]) for card in rounds if card.id in wanted
        ),
    )


def _late(hosted: Sequence[SchemeCard], at: datetime) -> dict[int, int]:
    """Return by scheme how many nominations still wait for thanks that are late.

    Which are owed is said as the ledger says it: not decided, or accepted with nothing made yet
    or with something that has not reached its nominee.
    """
    if not hosted:
        return {}
    thank = exists().where(Thank.nomination_id == Nomination.id)
    owing = exists().where(Thank.nomination_id == Nomination.id, Thank.state.in_(OWING))
    owed = or_(
        Nomination.standing.in_(UNDECIDED),
        and_(Nomination.standing == ACCEPTED, or_(~thank, owing)),
    )
    overdue = or_(
        *(
            and_(
                Round.scheme_id == card.id,
                Nomination.counts_from < late_before(thanks_days=card.thanks_days, now=at),
            )
            for card in hosted
        )
    )
    rows = db.session.execute(
        select(Round.scheme_id, func.count(Nomination.id).label("late"))
        .join(Candidacy, Candidacy.round_id == Round.id)
        .join(Nomination, Nomination.candidacy_id == Candidacy.id)
        .where(Nomination.withdrawn_at.is_(None), owed, overdue)
        .group_by(Round.scheme_id)
    )
    return {row.scheme_id: row.late for row in rows}


def _is_over(card: RoundCard, at: datetime) -> bool:
    last = card.announces_at or (None if card.scheme.is_judged else card.closes_at)
    return last is not None and last < at


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


def health() -> Health:
    """Ask the database whether it is there, and which migration it is at."""
    try:
        with db.engine.connect() as connection:
            found = MigrationContext.configure(connection).get_current_heads()
    except DBAPIError:
        return Health(database=False, migrations=False)
    return Health(database=True, migrations=set(found) == _newest_migrations())


@cache
def _newest_migrations() -> set[str]:
    return set(ScriptDirectory(str(ROOT / "migrations")).get_heads())
