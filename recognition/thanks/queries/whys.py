"""What a nomination waits for, as conditions for a statement; `tending.waits_for` says the same."""

from sqlalchemy import ColumnElement, and_, exists, false

from recognition.nominations.models import Nomination
from recognition.nominations.rules import ACCEPTED, ASKED
from recognition.nominations.rules import WAITING as UNCHECKED
from recognition.steering import unsearched
from recognition.thanks import tending
from recognition.thanks.models import Thank
from recognition.thanks.rules import (
    DIED,
    HELD,
    LEFT,
    LETTER,
    PRINT,
    PRINTED,
    REFUSED_BY_MAIL,
    WAITING,
)

# SQLite would look for a nomination's thanks among all thanks in a state.
STATE = unsearched(Thank.state)


def why_is(why: str) -> ColumnElement[bool]:
    """Return the condition that something of a nomination waits for this, one of `WHYS`."""
    standing = {
        tending.NOT_CHECKED: and_(
            Nomination.standing == UNCHECKED, Nomination.confirmed_at.is_not(None)
        ),
        tending.NOT_CONFIRMED: and_(
            Nomination.standing == UNCHECKED, Nomination.confirmed_at.is_(None)
        ),
        tending.QUESTION: Nomination.standing == ASKED,
        tending.BEING_MADE: and_(
            Nomination.standing == ACCEPTED, ~exists().where(Thank.nomination_id == Nomination.id)
        ),
    }
    if why in standing:
        return standing[why]
    thanks = _thanks().get(why)
    if thanks is None:
        return false()
    return and_(
        Nomination.standing == ACCEPTED,
        exists().where(Thank.nomination_id == Nomination.id, *thanks),
    )


def _thanks() -> dict[str, tuple[ColumnElement[bool], ...]]:
    to_print = (STATE == WAITING, Thank.way == PRINT)
    return {
        tending.DECIDE_LEFT: (STATE == HELD, Thank.reason == LEFT),
        tending.DECIDE_DIED: (STATE == HELD, Thank.reason == DIED),
        tending.CAME_BACK: (STATE == PRINTED, Thank.returned_at.is_not(None)),
        tending.NOT_HANDED_OVER: (STATE == PRINTED, Thank.returned_at.is_(None)),
        tending.ON_ITS_WAY: (STATE == WAITING, Thank.way == LETTER),
        tending.BY_MAIL_REFUSED: (*to_print, Thank.reason == REFUSED_BY_MAIL),
        tending.TO_PRINT: (*to_print, Thank.reason != REFUSED_BY_MAIL),
    }
