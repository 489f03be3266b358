"""Whom somebody works with, by name, whoever is nominated: asked where they read blind."""

from sqlalchemy import or_, select

from recognition.database import db
from recognition.people import queries as people
from recognition.people.models import Person
from recognition.people.queries import PersonCard, Viewer


def colleagues(viewer: Viewer) -> tuple[PersonCard, ...]:
    """Return whom the directory says that the viewer works with: their team and line manager.

    Nothing in it follows from nominations, nor from what the viewer said of a story: either would
    tell a reader, together with the stories, who is behind a number.
    """
    me = select(Person.team_id, Person.manager_id).where(Person.id == viewer.person_id)
    team_id, manager_id = db.session.execute(me).one()
    close = [Person.id == manager_id]
    if team_id is not None:  # those without a team are no team
        close.append(Person.team_id == team_id)
    numbers = db.session.scalars(
        select(Person.id)
        .where(Person.id != viewer.person_id, Person.left_at.is_(None))
        .where(or_(*close))
    ).all()
    found = people.people_by_id(numbers).values()
    return tuple(sorted(found, key=lambda card: (card.name, card.id)))
