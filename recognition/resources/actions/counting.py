"""Counting what readers found useful, and nothing else about them."""

from datetime import date

from sqlalchemy import CursorResult, select, update

from recognition import clock
from recognition.database import transaction
from recognition.errors import Conflict, Missing
from recognition.resources.models import Resource, Usefulness


def count_useful(slug: str, *, useful: bool, today: date | None = None) -> None:
    """Add one to what a resource was called in this month in London.

    Nothing is kept of who said it or when: no person, no address, no entry in the trail.

    Args:
        slug: the name in its address.
        useful: True for “yes”, False for “not really”.
        today: the day to go by, in London; today unless given.

    Raises:
        Missing: there is no such resource in the library.
    """
    month = (today or clock.today()).replace(day=1)
    try:
        _add(slug, month, useful=useful)
    except Conflict:  # somebody else was the first of this month at the same moment
        _add(slug, month, useful=useful)


def _add(slug: str, month: date, *, useful: bool) -> None:
    column = Usefulness.useful if useful else Usefulness.not_really
    with transaction() as session:
        number = session.scalar(
            select(Resource.id).where(Resource.slug == slug, Resource.hidden_at.is_(None))
        )
        if number is None:
            raise Missing
        counted = session.execute(
            update(Usefulness)
            .where(Usefulness.resource_id == number, Usefulness.month == month)
            .values({column: column + 1})
        )
        if isinstance(counted, CursorResult) and counted.rowcount == 1:
            return
        session.add(
            Usefulness(
                resource_id=number, month=month, useful=int(useful), not_really=int(not useful)
            )
        )
