"""Whom a panellist can ask to read a nominee in their place, and what else they could hand on."""

from dataclasses import dataclass

from sqlalchemy import select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.queries.blind import called
from recognition.panel.queries.held import is_held
from recognition.panel.queries.interests import no_interest, standing
from recognition.panel.rules import PANELLIST
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.queries import RoundCard


@dataclass(frozen=True)
class Unsent:
    """A nominee that the viewer has still to score, as it is called on their pages."""

    candidacy_id: int
    called: str
    category: str


@dataclass(frozen=True)
class HandingSheet:
    """Colleagues on the panel by name, this nominee, and what else the viewer has not sent."""

    round: RoundCard
    this: Unsent | None
    others: tuple[Unsent, ...]
    colleagues: tuple[PersonCard, ...]


def handing_sheet(viewer: Viewer, candidacy_id: int) -> HandingSheet:
    """Return what can be handed on, and to whom. The caller asks `may_score` first.

    All colleagues are there, because a list without those who know a nominee would tell who does.

    Raises:
        Missing: there is no such candidacy.
    """
    card = schemes.round_card(nominations.candidacy(candidacy_id).round_id)
    unsent = _unsent(viewer.person_id, card)
    seated = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == card.id, Appointment.role == PANELLIST)
        .where(is_held(), Appointment.person_id != viewer.person_id)
    ).all()
    return HandingSheet(
        round=card,
        this=next((each for each in unsent if each.candidacy_id == candidacy_id), None),
        others=tuple(each for each in unsent if each.candidacy_id != candidacy_id),
        colleagues=tuple(
            sorted(people.people_by_id(seated).values(), key=lambda each: (each.name, each.id))
        ),
    )


def _unsent(person_id: int, card: RoundCard) -> list[Unsent]:
    numbers = db.session.scalars(
        select(Candidacy.id)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == card.id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
        .where(standing(), no_interest(person_id))
        .order_by(Assignment.id)
    ).all()
    cards = nominations.candidacies_by_id(numbers)
    names = called(cards, numbers if card.scheme.hides_names else ())
    return [Unsent(number, names[number].name, cards[number].category) for number in numbers]
