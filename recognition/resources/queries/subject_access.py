"""Good practice that somebody looks after, or is credited for."""

from sqlalchemy import select

from recognition.database import db
from recognition.resources.models import Resource
from recognition.subject_access import Item, Section, Whom
from recognition.words import _

TABLES = frozenset({"resource"})


def section(who: Whom) -> Section:
    """Return what somebody looks after in the library."""
    rows = db.session.scalars(
        select(Resource).where(Resource.owner_id == (who.person_id or 0)).order_by(Resource.id)
    )
    return Section(
        "resources",
        _("Good practice they look after"),
        tuple(Item(key=f"resource-{row.id}", what=row.title, when=row.updated_at) for row in rows),
    )
