"""Who holds a role in an organisation."""

from sqlalchemy import select

from recognition.database import db
from recognition.people.models import Grant, Person, Team
from recognition.people.queries.directory import PersonCard, person_card
from recognition.people.queries.in_force import in_force


def holders(organisation_id: int, role: str) -> list[PersonCard]:
    """Return who holds a role in an organisation and has not left, by name; one statement.

    Args:
        organisation_id: the organisation.
        role: one of `people.rules.GRANTED_ROLES`.
    """
    rows = db.session.execute(
        select(Person, Team.name)
        .join(Grant, Grant.person_id == Person.id)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(Grant.organisation_id == organisation_id, Grant.role == role)
        .where(in_force(), Person.left_at.is_(None))
        .order_by(Person.name, Person.id)
    )
    return list({row.id: person_card(row, team) for row, team in rows}.values())
