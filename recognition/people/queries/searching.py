"""Finding a colleague or a team by a few letters of a name."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.people.models import Person, Team
from recognition.people.queries.directory import PersonCard, TeamCard, person_card
from recognition.people.queries.viewers import Viewer
from recognition.people.rules import folded

_MOST_WORDS = 5


def named(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Every word typed starts a part of the name, in any order: “pat ash” finds Asha Patel."""
    words = folded(text).split()[:_MOST_WORDS]
    return and_(
        *(
            or_(
                column.startswith(word, autoescape=True),
                column.contains(f" {word}", autoescape=True),
                column.contains(f"-{word}", autoescape=True),
            )
            for word in words
        )
    )


def suggestions(
    text: str, *, organisations: Collection[int], near: Viewer | None, limit: int = 8
) -> list[PersonCard]:
    """Return colleagues whose name fits what was typed so far; leavers are left out.

    Args:
        text: one or more beginnings of name parts; nothing typed finds nobody.
        organisations: numbers of the organisations to look in.
        near: whose team comes first, then whose site; None for by name only.
        limit: how many at most.
    """
    if not folded(text):
        return []
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.organisation_id.in_(organisations), Person.left_at.is_(None))
        .where(named(Person.search_name, text))
        .order_by(_distance(near), Person.search_name, Person.id)
        .limit(limit)
    )
    return [person_card(row, team) for row, team in rows]


def _distance(near: Viewer | None) -> ColumnElement[int]:
    """0 for the same team, 1 for the same site, 2 for everybody else."""
    person_id, team_id = (near.person_id, near.team_id) if near else (None, None)
    site = select(Person.site).where(Person.id == person_id).correlate(None).scalar_subquery()
    return case(
        (and_(Person.team_id.is_not(None), Person.team_id == team_id), 0),
        (and_(Person.site != "", Person.site == site), 1),
        else_=2,
    )


def team_suggestions(text: str, organisations: Collection[int], limit: int = 8) -> list[TeamCard]:
    """Return teams whose name fits what was typed so far; nothing typed finds none."""
    if not folded(text):
        return []
    size = (
        select(func.count(Person.id))
        .where(Person.team_id == Team.id, Person.left_at.is_(None))
        .correlate(Team)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Team, size)
        .where(Team.organisation_id.in_(organisations))
        .where(named(Team.search_name, text))
        .order_by(Team.search_name, Team.site, Team.id)
        .limit(limit)
    )
    return [TeamCard(row.id, row.name, row.site, row.organisation_id, n) for row, n in rows]
