"""Teams as administrators see them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.people.models import Team


@dataclass(frozen=True)
class TeamLine:
    """A team, how many people work in it and how many of it have left; `ended_at` is UTC."""

    id: int
    name: str
    site: str
    organisation_id: int
    organisation: str
    size: int
    left: int
    ended_at: datetime | None

    @property
    def full_name(self) -> str:
        """Name and site in one line."""
        return " · ".join(part for part in (self.name, self.site) if part)


def live_teams(organisations: Collection[int]) -> list[tuple[int, str]]:
    """Return the teams of these organisations that have not ended: number, and name with site."""
    rows = db.session.execute(
        select(Team.id, Team.name, Team.site)
        .where(Team.organisation_id.in_(organisations), Team.ended_at.is_(None))
        .order_by(Team.search_name, Team.site, Team.id)
    )
    return [(number, f"{name} · {site}" if site else name) for number, name, site in rows]
