"""What was said about interests in one round, for those who lead the panel."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Appointment, Interest
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import holds, standing
from recognition.panel.queries.rights import leads, seated
from recognition.panel.rules import ROLES
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer


@dataclass(frozen=True)
class InterestLine:
    """What somebody on the panel, or the chair for them, said about one nominee.

    `state` is “declared”, “pinned” or “dismissed”; `whatever` holds when it is about the nominee
    in every round; `is_mine` when the viewer pinned it.
    """

    person: PersonCard
    candidacy: CandidacyCard
    state: str
    reason: str
    whatever: bool
    said_at: datetime
    is_mine: bool


def interest_lines(viewer: Viewer, round_id: int) -> list[InterestLine]:
    """Return what was said about the nominees that the viewer leads the panel on, newest first."""
    seated = select(Appointment.person_id).where(Appointment.round_id == round_id, is_held())
    about = or_(Interest.candidacy_id == Candidacy.id, Interest.about_id == Candidacy.person_id)
    rows = db.session.execute(
        select(Candidacy.id, Interest)
        .join(Interest, about)
        .where(Candidacy.round_id == round_id, standing(), leads(viewer.person_id))
        .where(Interest.person_id.in_(seated))
        .order_by(Interest.declared_at.desc(), Interest.id, Candidacy.id)
    ).all()
    who = people.people_by_id({row.person_id for _number, row in rows})
    cards = nominations.candidacies_by_id({number for number, _row in rows})
    return [
        InterestLine(
            person=who[row.person_id],
            candidacy=cards[number],
            state=row.state,
            reason=row.reason,
            whatever=row.about_id is not None,
            said_at=row.declared_at,
            is_mine=row.pinned_by_id == viewer.person_id,
        )
        for number, row in rows
    ]


def pin_sheet(
    viewer: Viewer, round_id: int, candidacy_id: int, person_id: int
) -> tuple[PersonCard, CandidacyCard]:
    """Return somebody on the panel and a nominee, where the viewer may have them step back.

    Raises:
        Missing: the viewer does not lead the panel on this nominee, or they are not on it.
    """
    here = (Candidacy.round_id == round_id, standing(), leads(viewer.person_id))
    if not holds(candidacy_id, *here, seated(person_id, *ROLES)):
        raise Missing
    return people.person(person_id), nominations.candidacy(candidacy_id)
