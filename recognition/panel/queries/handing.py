"""Whom a panellist can ask to read a nominee in their place, and what else they could hand on."""

from dataclasses import dataclass

from sqlalchemy import func, select

from recognition.database import db
from recognition.nominations import queries as nominations
from recognition.nominations.models import Candidacy
from recognition.nominations.queries import CandidacyCard
from recognition.panel.models import Appointment, Assignment, Review
from recognition.panel.queries.interests import no_interest, standing
from recognition.panel.rules import PANELLIST
from recognition.people import queries as people
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round, Scheme
from recognition.schemes.queries import RoundCard
from recognition.words import _


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
    unsent = _unsent(viewer.person_id, card.id)
    seated = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == card.id, Appointment.role == PANELLIST)
        .where(Appointment.ended_at.is_(None), Appointment.person_id != viewer.person_id)
    ).all()
    return HandingSheet(
        round=card,
        this=next((each for each in unsent if each.candidacy_id == candidacy_id), None),
        others=tuple(each for each in unsent if each.candidacy_id != candidacy_id),
        colleagues=tuple(
            sorted(people.people_by_id(seated).values(), key=lambda each: (each.name, each.id))
        ),
    )


def _unsent(person_id: int, round_id: int) -> list[Unsent]:
    numbers = db.session.scalars(
        select(Candidacy.id)
        .join(Assignment, Assignment.candidacy_id == Candidacy.id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Candidacy.round_id == round_id, Assignment.person_id == person_id)
        .where(Assignment.ended_at.is_(None), Review.sent_at.is_(None))
        .where(standing(), no_interest(person_id))
        .order_by(Assignment.id)
    ).all()
    cards = nominations.candidacies_by_id(numbers)
    counted = _counted(round_id)
    return [
        Unsent(number, _called(cards[number], counted.get(number)), cards[number].category)
        for number in numbers
    ]


def _called(card: CandidacyCard, number: int | None) -> str:
    return card.nominee.name if number is None else _("Nominee %(number)s", number=number)


def _counted(round_id: int) -> dict[int, int]:
    """Count the candidacies of a round from 1 as they came in; none where names are not hidden."""
    count = func.row_number().over(order_by=Candidacy.id)
    rows = db.session.execute(
        select(Candidacy.id, count)
        .join(Round, Round.id == Candidacy.round_id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Candidacy.round_id == round_id, Scheme.hides_names)
    )
    return dict(rows.all())
