"""Who has a seat on which panel, and how much of the reading is done."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Subquery, and_, func, select

from recognition.database import db, read
from recognition.nominations.models import Candidacy
from recognition.panel import pace
from recognition.panel.models import Appointment, Assignment, ReadingLoad, Review
from recognition.panel.queries.asking import ME, ROUND, asked_by
from recognition.panel.queries.held import is_held, is_used
from recognition.panel.queries.interests import known_to, no_interest, stands
from recognition.panel.rules import CHAIR, DEPUTY, LEADS, PANELLIST
from recognition.people import queries as people
from recognition.people.models import Cover
from recognition.people.queries import PersonCard, Viewer
from recognition.schemes import queries as schemes
from recognition.schemes.models import Round, Scheme
from recognition.schemes.queries import RoundCard


@dataclass(frozen=True)
class Seat:
    """Somebody on a panel, with how much they are to read and how much of it they sent.

    Whoever stands in for an absent chair does it for `absent`, until a London day, included.
    """

    person: PersonCard
    role: str
    assigned: int
    sent: int
    absent: str = ""
    until: date | None = None

    @property
    def is_chair(self) -> bool:
        """True for the chair."""
        return self.role == CHAIR

    @property
    def reads(self) -> bool:
        """True for a panellist."""
        return self.role == PANELLIST


@dataclass(frozen=True)
class MyPanel:
    """A panel on which the viewer sits, and what is left for them to do there."""

    round: RoundCard
    is_chair: bool
    is_deputy: bool
    is_panellist: bool
    assigned: int
    sent: int
    sendings: tuple[datetime, ...] = ()

    @property
    def left(self) -> int:
        """How many are not sent yet."""
        return self.assigned - self.sent

    @property
    def minutes(self) -> int:
        """Roughly how long the rest takes, at the pace of what they sent."""
        return pace.minutes_left(self.left, self.sendings)


def _loads(*conditions: ColumnElement[bool]) -> Subquery:
    """Count what is assigned and sent, by round and person."""
    return (
        select(
            Candidacy.round_id,
            Assignment.person_id,
            func.count(Assignment.id).label("assigned"),
            func.count(Review.sent_at).label("sent"),
        )
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .outerjoin(Review, Review.assignment_id == Assignment.id)
        .where(Assignment.ended_at.is_(None), stands(), *conditions)
        .group_by(Candidacy.round_id, Assignment.person_id)
        .subquery()
    )


def loads_of_everybody() -> Subquery:
    """Count what everybody is to read, from the readings: `round_id`, `person_id` and numbers."""
    return _loads()


def seats(viewer: Viewer, round_id: int) -> list[Seat]:
    """Return who sits on the panel of a round: the chair, the deputy, then by name.

    The numbers leave out every candidacy in which the viewer has an interest: otherwise they
    would tell who reads it.
    """
    return _named(_rows(viewer, round_id))


def panellists(viewer: Viewer, round_id: int, *, few: int | None = None) -> tuple[list[Seat], int]:
    """Return panellists by name, and how many there are.

    Args:
        viewer: who looks.
        round_id: the round.
        few: where there are more than that, only so many, of those with most left to read.
    """
    rows = [row for row in _rows(viewer, round_id) if row.role == PANELLIST]
    if few is None or len(rows) <= few:
        return _named(rows), len(rows)
    most_left = sorted(rows, key=lambda row: (row.sent - row.assigned, row.person_id))
    return _named(most_left[:few]), len(rows)


def _rows(viewer: Viewer, round_id: int) -> Sequence[Row[Any]]:
    return read(_seats(), round=round_id, **asked_by(viewer.person_id)).all()


def _named(rows: Sequence[Row[Any]]) -> list[Seat]:
    cards = people.people_by_id({row.person_id for row in rows} | {row.absent_id for row in rows})
    found = [
        Seat(
            person=cards[row.person_id],
            role=row.role,
            assigned=row.assigned if row.role == PANELLIST else 0,
            sent=row.sent if row.role == PANELLIST else 0,
            absent=cards[row.absent_id].name if row.absent_id else "",
            until=row.last_day,
        )
        for row in rows
    ]
    return sorted(found, key=_in_order)


@cache
def _seats() -> Select[*tuple[Any, ...]]:
    """Select seats with what is kept of each, less what the viewer must not learn of."""
    kept = and_(ReadingLoad.round_id == ROUND, ReadingLoad.person_id == Appointment.person_id)
    known = known_to(ME, ROUND).subquery()
    hidden = _loads(Candidacy.id.in_(select(known.c.id)))

    def less(column: Any, left_out: ColumnElement[int], name: str) -> Any:
        return (func.coalesce(column, 0) - func.coalesce(left_out, 0)).label(name)

    return (
        select(
            Appointment.person_id,
            Appointment.role,
            less(ReadingLoad.assigned, hidden.c.assigned, "assigned"),
            less(ReadingLoad.sent, hidden.c.sent, "sent"),
            Cover.absent_id,
            Cover.last_day,
        )
        .outerjoin(ReadingLoad, kept)
        .outerjoin(hidden, hidden.c.person_id == Appointment.person_id)
        .outerjoin(Cover, Cover.id == Appointment.cover_id)
        .where(Appointment.round_id == ROUND, is_held())
    )


def _in_order(seat: Seat) -> tuple[int, str, int]:
    place = LEADS.index(seat.role) if seat.role in LEADS else len(LEADS)
    return place, seat.person.name, seat.person.id


def members(round_id: int, *roles: str) -> frozenset[int]:
    """Return who has or had one of these seats on the panel of a round, by number."""
    return frozenset(
        db.session.scalars(
            select(Appointment.person_id).where(
                Appointment.round_id == round_id, Appointment.role.in_(roles)
            )
        )
    )


def my_panels(viewer: Viewer) -> list[MyPanel]:
    """Return the panels on which the viewer sits, the newest round first."""
    rows = read(_my_seats(), **asked_by(viewer.person_id)).all()
    rounds = schemes.rounds_by_id({row.round_id for row in rows})
    sendings = _sendings(viewer.person_id)
    found = []
    for round_id, card in rounds.items():
        mine = [row for row in rows if row.round_id == round_id]
        roles = {row.role for row in mine}
        reads = PANELLIST in roles
        found.append(
            MyPanel(
                round=card,
                is_chair=CHAIR in roles,
                is_deputy=DEPUTY in roles,
                is_panellist=reads,
                assigned=(mine[0].assigned or 0) if reads else 0,
                sent=(mine[0].sent or 0) if reads else 0,
                sendings=tuple(sendings[round_id]),
            )
        )
    return sorted(found, key=lambda panel: (panel.round.opens_at, panel.round.id), reverse=True)


@cache
def _my_seats() -> Select[int, str, int | None, int | None]:
    loads = _loads(Assignment.person_id == ME, no_interest(ME))
    return (
        select(Appointment.round_id, Appointment.role, loads.c.assigned, loads.c.sent)
        .outerjoin(loads, loads.c.round_id == Appointment.round_id)
        .where(Appointment.person_id == ME, is_used(ME))
    )


def _sendings(person_id: int) -> dict[int, list[datetime]]:
    """Return when this person sent scores, by round."""
    found = defaultdict[int, list[datetime]](list)
    # looked up from each, for with joins PostgreSQL reads every candidacy and sheet there is
    round_of = select(Candidacy.round_id).where(Candidacy.id == Assignment.candidacy_id)
    sent_at = select(Review.sent_at).where(Review.assignment_id == Assignment.id)
    for round_id, at in db.session.execute(
        select(round_of.scalar_subquery(), sent_at.scalar_subquery()).where(
            Assignment.person_id == person_id
        )
    ):
        if at is not None:
            found[round_id].append(at)
    return found


def rounds_to_staff(viewer: Viewer) -> list[RoundCard]:
    """Return the judged rounds whose chair this administrator appoints, the newest first."""
    if not viewer.administers:
        return []
    numbers = db.session.scalars(
        select(Round.id)
        .join(Scheme, Scheme.id == Round.scheme_id)
        .where(Scheme.organisation_id.in_(viewer.administers), Scheme.lane == "award")
    ).all()
    rounds = schemes.rounds_by_id(numbers)
    return sorted(rounds.values(), key=lambda card: (card.opens_at, card.id), reverse=True)
