"""Who has a seat now: the one place that says when a seat is held, and when it is used."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_

from recognition import acting
from recognition.nominations.models import Candidacy
from recognition.panel.models import Appointment
from recognition.panel.queries.asking import COVER, FREELY, NOW
from recognition.panel.queries.interests import Who, has_interest
from recognition.people.models import Cover


def is_held(seat: type[Appointment] | Any = Appointment) -> ColumnElement[bool]:
    """Hold for a seat that was not ended; for one held for an absent chair, on its days only.

    Args:
        seat: the table of seats, or an alias of it.
    """
    on_its_days = and_(seat.cover_id.is_not(None), seat.appointed_at <= NOW, seat.ended_at > NOW)
    return or_(seat.ended_at.is_(None), on_its_days)


def is_used(person_id: Who) -> ColumnElement[bool]:
    """Hold for a seat of this person that lets them do something.

    Whoever is behind the request has the seat of an absent chair only while they act for them;
    everybody else's counts as it is held. Of `ME`, `asked_by` says which.
    """
    if not isinstance(person_id, int):
        free = or_(FREELY, Appointment.cover_id.is_(None), Appointment.cover_id == COVER)
        return and_(is_held(), free)
    me = acting.behind(person_id)
    if me is None:
        return is_held()
    mine = or_(Appointment.cover_id.is_(None), Appointment.cover_id == (me.cover_id or 0))
    return and_(is_held(), mine)


def absent_knows(seat: type[Appointment] | Any = Appointment) -> ColumnElement[bool]:
    """Hold for a seat held for an absent chair who has an interest in a candidacy.

    Nobody leads there by standing in for them: they could not themselves.
    """
    knows = exists().where(Cover.id == seat.cover_id, has_interest(Cover.absent_id, Cover))
    return and_(seat.cover_id.is_not(None), knows.correlate(Candidacy, seat))
