"""Who holds a role in an organisation."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, select

from recognition.database import db
from recognition.people.models import Account, Grant, Person, Team
from recognition.people.queries.directory import PersonCard, person_card
from recognition.people.queries.in_force import in_force


def is_here() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Hold for people who have not left and are not shut out."""
    shut_out = select(Account.person_id).where(Account.disabled_at.is_not(None))
    return Person.left_at.is_(None), Person.id.not_in(shut_out)


def here_among(person_ids: Collection[int]) -> list[PersonCard]:
    """Return those of these people who have not left and are not shut out, by number."""
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Person.id.in_(set(person_ids)), *is_here())
        .order_by(Person.id)
    )
    return [person_card(row, team) for row, team in rows]


def holders(organisation_id: int, role: str) -> list[PersonCard]:
    """Return who holds a role in an organisation and may sign in, by name; one statement.

    Args:
        organisation_id: the organisation.
        role: one of `people.rules.GRANTED_ROLES`.
    """
    rows = db.session.execute(
        select(Person, Team.name)
        .join(Grant, Grant.person_id == Person.id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Grant.organisation_id == organisation_id, Grant.role == role)
        .where(in_force(), *is_here())
        .order_by(Person.name, Person.id)
    )
    return list({row.id: person_card(row, team) for row, team in rows}.values())
