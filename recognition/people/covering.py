"""Who may stand in for whom, and for how long."""

from collections.abc import Collection
from datetime import date, timedelta

from recognition.errors import Refused
from recognition.words import _

MOST_DAYS = 60
FARTHEST = timedelta(days=365)


def check_days(first: date | None, last: date | None, *, today: date) -> tuple[date, date]:
    """Return the first and the last day of a cover, both included.

    Args:
        first: as typed; None where nothing was.
        last: likewise.
        today: the day in London.

    Raises:
        Refused: a day is missing or past, they are the wrong way round, or too many.
    """
    if first is None:
        raise Refused(_("Enter the first day, like 14 3 2027."), field="first_day")
    if last is None:
        raise Refused(_("Enter the last day, like 14 3 2027."), field="last_day")
    if first < today:
        raise Refused(_("The first day is past. Choose today or later."), field="first_day")
    if first > today + FARTHEST:
        raise Refused(_("Choose a first day within a year from now."), field="first_day")
    if last < first:
        raise Refused(_("The last day is before the first day."), field="last_day")
    if (last - first).days + 1 > MOST_DAYS:
        raise Refused(
            _("Choose %(most)s days or fewer. You can name somebody again after.", most=MOST_DAYS),
            field="last_day",
        )
    return first, last


def check_not_for_oneself(*, is_acting: bool, actor_id: int, person_id: int) -> None:
    """Refuse what would let somebody keep, for themselves, what they have only for another.

    Args:
        is_acting: whether the actor acts for somebody else now.
        actor_id: who does it.
        person_id: who would get something by it.

    Raises:
        Refused: they act for somebody else, and would get it themselves.
    """
    if is_acting and actor_id == person_id:
        raise Refused(_("You are acting for a colleague now, so you cannot give this to yourself."))


def check_not_ones_own(*, is_acting: bool, actor_id: int, person_ids: Collection[int]) -> None:
    """Refuse that somebody changes their own record or roles by what they have for another.

    Args:
        is_acting: whether the actor acts for somebody else now.
        actor_id: who does it.
        person_ids: whose record or roles would change.

    Raises:
        Refused: they act for somebody else, and it is their own.
    """
    if is_acting and actor_id in person_ids:
        raise Refused(
            _("You are acting for a colleague now, so you cannot change what is about yourself.")
        )
