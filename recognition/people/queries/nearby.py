"""Colleagues in the order in which whoever looks for one wants them: their own team first."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    Integer,
    Row,
    Select,
    and_,
    bindparam,
    case,
    select,
)

from recognition.people.models import Person, PersonPart, Team
from recognition.people.queries.directory import PersonCard
from recognition.people.queries.viewers import Viewer

HERE = (
    PersonPart.organisation_id.in_(bindparam("organisations", expanding=True)),
    ~PersonPart.has_left,
)
CHOSEN = select(
    PersonPart.person_id, PersonPart.search_name, PersonPart.team_id, PersonPart.site
).where(*HERE)
"""Parts of the names of whoever works in these organisations, with what puts people in order."""


FACTS = (
    Person.id,
    Person.name,
    Person.job_title,
    Team.name.label("team"),
    Person.site,
    Person.organisation_id,
    Person.email,
)
"""What a card says of somebody, beside their team if they have one."""
ORDER = ("distance", "kind", "search_name", "person_id")


def whose(near: Viewer | None) -> dict[str, int | None]:
    """Return what `distance` asks: who looks, and in which team they are."""
    return {"me": near.person_id if near else None, "team": near.team_id if near else None}


def distance(found: FromClause) -> ColumnElement[int]:
    """0 for the same team, 1 for the same site, 2 for everybody else."""
    me, team = bindparam("me", type_=Integer), bindparam("team", type_=Integer)
    site = select(Person.site).where(Person.id == me).scalar_subquery()
    return case(
        (found.c.team_id == team, 0),
        (and_(found.c.site != "", found.c.site == site), 1),
        else_=2,
    )


def with_facts(best: FromClause) -> Select[*tuple[Any, ...]]:
    """Choose what a card says of those who were found, and every column by which they were."""
    return (
        select(
            *FACTS,
            *(best.c[name] for name in ("distance", "kind", "search_name")),
        )
        .select_from(best)
        .join(Person, Person.id == best.c.person_id)
        .outerjoin(Team, Team.id == Person.team_id)
        .order_by(*(best.c[name] for name in ORDER))
    )


def card(row: Row[Any]) -> PersonCard:
    """Return somebody with `FACTS`."""
    return PersonCard(
        id=row.id,
        name=row.name,
        job_title=row.job_title,
        team=row.team or "",
        site=row.site,
        organisation_id=row.organisation_id,
        email=row.email,
    )
