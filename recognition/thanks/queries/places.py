"""Where each nomination of a scheme stands on the ledger, as conditions for a statement.

Every nomination of a scheme stands in exactly one place. The place is read from the nomination
first and from its thanks second, so nobody can drop out of it between the two. `place` says so for
one nomination; the conditions below it pick out of a scheme who stands where, along an index.
"""

from datetime import UTC, datetime

from sqlalchemy import BindParameter, ColumnElement, Select, and_, case, func, select

from recognition.nominations.models import Nomination
from recognition.nominations.queries.candidacies import is_live
from recognition.nominations.rules import ACCEPTED, DECLINED, STANDINGS, UNDECIDED
from recognition.steering import looked_up, unsearched
from recognition.thanks import rules
from recognition.thanks.models import Thank
from recognition.thanks.queries.whys import STATE
from recognition.thanks.reckoning import OWED, THANKED_PLACE

# SQLite looks a comparison up in the index, but reads every entry for IS NOT NULL.
_BEFORE_ANY = datetime(1900, 1, 1, tzinfo=UTC)


def has_thank(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition that something like this was made of a nomination around it."""
    return looked_up(
        Thank.id,
        Thank.scheme_id == Nomination.scheme_id,
        Thank.nomination_id == Nomination.id,
        *conditions,
    ).correlate(Nomination)


def place() -> ColumnElement[str]:
    """Return where a nomination stands: owed, thanked, or the reason why it ended."""
    reason = select(func.min(Thank.reason)).where(Thank.nomination_id == Nomination.id)
    return case(
        (Nomination.withdrawn_at.is_not(None), rules.TAKEN_BACK),
        (Nomination.standing.in_(UNDECIDED), OWED),
        (Nomination.standing != ACCEPTED, rules.DECLINED),
        (has_owing(), OWED),
        (has_thank(STATE == rules.THANKED), THANKED_PLACE),
        (has_thank(), reason.scalar_subquery()),
        else_=OWED,
    )


def withdrawn() -> ColumnElement[bool]:
    """Hold for a nomination that its nominator took back."""
    return and_(Nomination.standing.in_(STANDINGS), Nomination.withdrawn_at > _BEFORE_ANY)


def undecided() -> ColumnElement[bool]:
    """Hold for a nomination of which nobody has decided."""
    return and_(Nomination.standing.in_(UNDECIDED), Nomination.withdrawn_at.is_(None))


def stands_as(standing: str) -> ColumnElement[bool]:
    """Hold for a nomination of this standing that was not withdrawn."""
    return and_(Nomination.standing == standing, Nomination.withdrawn_at.is_(None))


def declined() -> ColumnElement[bool]:
    """Hold for a nomination that was not taken forward."""
    return stands_as(DECLINED)


def not_live() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return two conditions, never both true, of which one holds for whatever is not live.

    Where such a nomination stands its thanks do not say. SQLite would look for neither in the index
    if they were one.
    """
    others = [standing for standing in STANDINGS if standing != ACCEPTED]
    taken_back = and_(Nomination.standing == ACCEPTED, Nomination.withdrawn_at > _BEFORE_ANY)
    return Nomination.standing.in_(others), taken_back


def has_owing() -> ColumnElement[bool]:
    """Hold for a nomination of which something has not reached its nominee."""
    return has_thank(STATE.in_(rules.OWING))


def being_made() -> ColumnElement[bool]:
    """Hold for an accepted nomination of which nothing is made yet."""
    return and_(is_live(), ~has_thank())


def is_thanked() -> ColumnElement[bool]:
    """Hold for an accepted nomination whose nominee was thanked, with nothing owed any more."""
    return and_(is_live(), has_thank(STATE == rules.THANKED), ~has_owing())


def ended_alone(scheme_id: int | BindParameter[int]) -> Select[int, datetime, str]:
    """Choose the accepted nominations of which everything that was made ended without a card.

    Returns:
        A statement of `id`, `counts_from` and `place`, which is the reason.
    """
    return (
        select(Nomination.id, Nomination.counts_from, func.min(Thank.reason).label("place"))
        .where(Thank.scheme_id == scheme_id, Thank.state == rules.ENDED)
        .where(Thank.nomination_id == Nomination.id, is_live_looked_up())
        .where(~has_thank(STATE != rules.ENDED))
        .group_by(Nomination.id, Nomination.counts_from)
    )


def is_live_looked_up() -> ColumnElement[bool]:
    """Hold as `is_live` does, where the nominations are known and not to be searched for.

    SQLite would take an index on the standing instead.
    """
    return and_(unsearched(Nomination.standing) == ACCEPTED, Nomination.withdrawn_at.is_(None))
