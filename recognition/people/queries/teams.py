"""Teams as administrators see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.errors import Missing
from recognition.people.models import Organisation, Person, Team
from recognition.people.queries.parts import named
from recognition.people.queries.viewers import Viewer, administers
from recognition.people.rules import folded
from recognition.remembering import remembered

TEAMS_PER_PAGE = 50


@dataclass(frozen=True)
class TeamLine:
    """A team, and how many people work in it; `ended_at` is UTC.

    `now` is the number of the team it was made one with, if it was, and `now_called` its name.
    """

    id: int
    name: str
    site: str
    organisation_id: int
    organisation: str
    size: int
    ended_at: datetime | None
    now: int | None
    now_called: str

    @property
    def full_name(self) -> str:
        """Name and site in one line."""
        return " · ".join(part for part in (self.name, self.site) if part)


def live_teams(organisations: Collection[int]) -> tuple[tuple[int, str], ...]:
    """Return the teams of these organisations that have not ended: number, and name with site."""
    return _live(frozenset(organisations))


@remembered(Team)
def _live(organisations: frozenset[int]) -> tuple[tuple[int, str], ...]:
    rows = db.session.execute(
        select(Team.id, Team.name, Team.site)
        .where(Team.organisation_id.in_(organisations), Team.ended_at.is_(None))
        .order_by(Team.search_name, Team.site, Team.id)
    )
    return tuple((number, f"{name} · {site}" if site else name) for number, name, site in rows)


def team_lines(
    organisations: Collection[int], *, text: str = "", ended: bool = False, page: int = 1
) -> tuple[list[TeamLine], int]:
    """Return one page of the teams of these organisations by name, and how many there are.

    Args:
        organisations: numbers of the organisations.
        text: beginnings of words of a name; nothing for all.
        ended: those that ended, instead of the others.
        page: from 1; a page holds `TEAMS_PER_PAGE`.
    """
    over = Team.ended_at.is_not(None)
    which: list[ColumnElement[bool]] = [
        Team.organisation_id.in_(organisations),
        over if ended else ~over,
    ]
    if folded(text):
        which.append(named(Team.search_name, text))
    total = db.session.scalar(select(func.count(Team.id)).where(*which)) or 0
    rows = db.session.execute(
        _lines()
        .where(*which)
        .order_by(Team.search_name, Team.site, Team.id)
        .limit(TEAMS_PER_PAGE)
        .offset((page - 1) * TEAMS_PER_PAGE)
    )
    return [_line(*row) for row in rows], total


def team_line(team_id: int) -> TeamLine:
    """Return one team.

    Raises:
        Missing: there is none with that number.
    """
    row = db.session.execute(_lines().where(Team.id == team_id)).one_or_none()
    if row is None:
        raise Missing
    return _line(*row)


def may_manage_team(viewer: Viewer | None, team_id: int, **_arguments: object) -> bool:
    """May they change this team: do they administer its organisation?"""
    if viewer is None or not viewer.is_administrator:
        return False
    place = db.session.scalar(select(Team.organisation_id).where(Team.id == team_id))
    return administers(viewer, place)


def may_make_one_team(
    viewer: Viewer | None, team_id: int, other_id: int, **_arguments: object
) -> bool:
    """May they make two teams one: do they administer the organisations of both?"""
    return may_manage_team(viewer, team_id) and may_manage_team(viewer, other_id)


def _lines() -> Select[Team, str, int, str | None]:
    size = (
        select(func.count(Person.id))
        .where(Person.team_id == Team.id, Person.left_at.is_(None))
        .correlate(Team)
        .scalar_subquery()
    )
    into = aliased(Team)
    return (
        select(Team, Organisation.name, size, into.name)
        .join(Organisation, Organisation.id == Team.organisation_id)
        .outerjoin(into, into.id == Team.merged_into_id)
    )


def _line(row: Team, organisation: str, size: int, now_called: str | None) -> TeamLine:
    return TeamLine(
        id=row.id,
        name=row.name,
        site=row.site,
        organisation_id=row.organisation_id,
        organisation=organisation,
        size=size,
        ended_at=row.ended_at,
        now=row.merged_into_id,
        now_called=now_called or "",
    )
