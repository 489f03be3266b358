"""What is known of the outside links of resources."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select

from recognition.database import db
from recognition.resources.link_health import BROKEN_AFTER, NOT_LOOKED
from recognition.resources.models import OutsideLink, Resource


@dataclass(frozen=True)
class LinkLine:
    """An outside link and what the last looks at it found; see `link_health.Health`.

    `outcome` is one of `link_health.OUTCOMES`, or empty before the first look. Instants are UTC.
    """

    address: str
    outcome: str = ""
    status: int | None = None
    moved_to: str | None = None
    checked_at: datetime | None = None
    missing_since: datetime | None = None
    misses: int = 0

    @property
    def is_broken(self) -> bool:
        """True after three days without reaching it."""
        return self.misses >= BROKEN_AFTER

    @property
    def wants_a_look(self) -> bool:
        """True when somebody should do something about it."""
        return self.is_broken or self.moved_to is not None or self.outcome == NOT_LOOKED


def addresses_of(link: str | None, more_links: Sequence[Sequence[str]]) -> list[str]:
    """Return the addresses that a resource leads to, each once, the first link first."""
    every = [link, *(pair[1] for pair in more_links)]
    return list(dict.fromkeys(address for address in every if address))


def links_of(rows: Iterable[Resource]) -> dict[int, tuple[LinkLine, ...]]:
    """Return what is known of the links of several resources, by number, in one statement."""
    wanted = {row.id: addresses_of(row.link, row.more_links) for row in rows}
    every = {address for addresses in wanted.values() for address in addresses}
    known = {
        link.address: _line(link)
        for link in db.session.scalars(select(OutsideLink).where(OutsideLink.address.in_(every)))
    }
    return {
        number: tuple(known.get(address, LinkLine(address)) for address in addresses)
        for number, addresses in wanted.items()
    }


def troubled() -> list[int]:
    """Return the numbers of shown resources with a link that wants a look, in two statements."""
    bad = set(
        db.session.scalars(
            select(OutsideLink.address).where(
                or_(
                    OutsideLink.misses >= BROKEN_AFTER,
                    OutsideLink.moved_to.is_not(None),
                    OutsideLink.outcome == NOT_LOOKED,
                )
            )
        )
    )
    rows = db.session.execute(
        select(Resource.id, Resource.link, Resource.more_links).where(Resource.hidden_at.is_(None))
    )
    return [number for number, link, more in rows if bad & set(addresses_of(link, more))]


def _line(row: OutsideLink) -> LinkLine:
    return LinkLine(
        address=row.address,
        outcome=row.outcome,
        status=row.status,
        moved_to=row.moved_to,
        checked_at=row.checked_at,
        missing_since=row.missing_since,
        misses=row.misses,
    )
