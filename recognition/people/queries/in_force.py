"""Which roles count now: said once, for every statement that asks."""

from datetime import date, datetime

from sqlalchemy import BindParameter, ColumnElement, and_, or_

from recognition import clock
from recognition.people.models import Grant


def in_force(
    at: datetime | None = None, *, day: BindParameter[date] | None = None
) -> ColumnElement[bool]:
    """Hold for a role that is not ended and has not expired.

    A role counts to the end of the London day it expires on, whether or not the worker has come
    round to ending it.

    Args:
        at: an instant, UTC; now unless another is given.
        day: a parameter for the London day instead, for a statement that is put together once.
    """
    today = clock.in_london(at or clock.now()).date() if day is None else day
    lasts = or_(Grant.expires_on.is_(None), Grant.expires_on >= today)
    return and_(Grant.ended_at.is_(None), lasts)
