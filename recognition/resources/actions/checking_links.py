"""Looking at the outside links of the library, a few at a time, where the settings allow it."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, delete, select, update

from recognition import clock, config
from recognition.database import db, transaction
from recognition.errors import Conflict
from recognition.resources.address_guard import MayConnect, may_connect
from recognition.resources.link_health import Health, after
from recognition.resources.models import OutsideLink, Resource
from recognition.resources.queries.links import addresses_of

if TYPE_CHECKING:
    from recognition.resources.reaching import Resolve

LINKS_A_ROUND = 3
CLAIM = timedelta(minutes=10)


def check_links(
    now: datetime | None = None,
    *,
    guard: MayConnect = may_connect,
    resolve: "Resolve | None" = None,
) -> int:
    """Look at the few links that are due and keep what came of it; nothing unless it is allowed.

    Any number of workers may do this at once: a link is claimed before anybody looks, and comes up
    again if whoever claimed it dies. No transaction is open while the web is waited for.

    Args:
        now: the instant to go by, UTC; this instant unless given.
        guard: says which addresses may be connected to.
        resolve: turns a name into addresses; this machine's own way unless given.

    Returns:
        How many links were looked at.
    """
    if not config.current().check_links:
        return 0
    moment = now or clock.now()
    with suppress(Conflict):  # another worker has just noted the same addresses
        _know_addresses(moment)
    due = db.session.execute(
        select(OutsideLink.id, OutsideLink.address)
        .where(OutsideLink.next_at <= moment)
        .order_by(OutsideLink.next_at, OutsideLink.id)
        .limit(LINKS_A_ROUND)
    ).all()
    db.session.rollback()  # a reader must not hold the file while the web is waited for
    return sum(_check(row.id, row.address, moment, guard, resolve) for row in due)


def _check(
    number: int, address: str, moment: datetime, guard: MayConnect, resolve: "Resolve | None"
) -> bool:
    from recognition.resources.reaching import addresses, look

    with transaction() as session:
        claimed = session.execute(
            update(OutsideLink)
            .where(OutsideLink.id == number, OutsideLink.next_at <= moment)
            .values(next_at=moment + CLAIM)
        )
        if not isinstance(claimed, CursorResult) or claimed.rowcount != 1:
            return False
    found = look(address, may_connect=guard, resolve=resolve or addresses)
    with transaction() as session:
        row = session.get(OutsideLink, number)
        if row is None:
            return False  # nobody leads there any more
        known = Health(
            reached_at=row.reached_at,
            missing_since=row.missing_since,
            missed_on=row.missed_on,
            misses=row.misses,
        )
        health = after(known, found, at=moment, day=clock.in_london(moment).date())
        for name in (
            "outcome", "status", "moved_to", "checked_at", "reached_at", "missing_since",
            "missed_on", "misses", "next_at",
        ):  # fmt: skip
            setattr(row, name, getattr(health, name))
    return True


def _know_addresses(moment: datetime) -> None:
    """Note addresses that are new, due at once, and forget those that nobody leads to now."""
    wanted: set[str] = set()
    for link, more in db.session.execute(
        select(Resource.link, Resource.more_links).where(Resource.hidden_at.is_(None))
    ):
        wanted.update(addresses_of(link, more))
    there = set(db.session.scalars(select(OutsideLink.address)))
    if wanted == there:
        return
    with transaction() as session:
        there = set(session.scalars(select(OutsideLink.address)))
        session.execute(delete(OutsideLink).where(OutsideLink.address.in_(there - wanted)))
        session.add_all(OutsideLink(address=one, next_at=moment) for one in sorted(wanted - there))
