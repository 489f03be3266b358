"""Who is written to about a nominee: whoever leads the panel there, and nobody else."""

from sqlalchemy import select

from recognition.database import db
from recognition.panel.models import Appointment
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import holds
from recognition.panel.queries.rights import leads
from recognition.panel.rules import LEADS
from recognition.people import queries as people
from recognition.people.queries import PersonCard


def leaders_on(round_id: int, candidacy_id: int) -> list[PersonCard]:
    """Return who leads the panel of a round on one of its nominees.

    The chairs without an interest in it; where every chair has one, the deputies without. Nobody
    who has left or is shut out.
    """
    seated = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == round_id, Appointment.role.in_(LEADS))
        .where(is_held())
        .distinct()
        .order_by(Appointment.person_id)
    ).all()
    found = [person_id for person_id in seated if holds(candidacy_id, leads(person_id))]
    return people.here_among(found)
