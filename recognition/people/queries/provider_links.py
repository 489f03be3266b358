"""How somebody's account is linked with the organisation's own sign-in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from recognition.database import db
from recognition.people.models import Account, Grant, ProviderIdentity
from recognition.people.queries.in_force import in_force


@dataclass(frozen=True)
class ProviderLinks:
    """What an administrator sees of it: since when (UTC), and the roles that groups gave."""

    linked_at: tuple[datetime, ...]
    roles: tuple[str, ...]


def provider_links(person_id: int) -> ProviderLinks:
    """Return since when somebody's accounts are linked, and which roles a claim gave them."""
    linked = db.session.scalars(
        select(ProviderIdentity.linked_at)
        .join(Account, ProviderIdentity.account_id == Account.id)
        .where(Account.person_id == person_id)
        .order_by(ProviderIdentity.linked_at, ProviderIdentity.id)
    )
    roles = db.session.scalars(
        select(Grant.role)
        .where(Grant.person_id == person_id, Grant.by_claim.is_(True), in_force())
        .order_by(Grant.role)
        .distinct()
    )
    return ProviderLinks(tuple(linked), tuple(roles))
