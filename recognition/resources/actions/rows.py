"""The row of a resource, which several actions change, and how the trail names it."""

from dataclasses import asdict

from sqlalchemy import select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.resources.models import Resource
from recognition.resources.rules import Entry, search_text


def resource_row(slug: str) -> Resource:
    """Return the row of a resource.

    Raises:
        Missing: there is no such resource.
    """
    row = db.session.scalar(select(Resource).where(Resource.slug == slug))
    if row is None:
        raise Missing
    return row


def write_entry(row: Resource, entry: Entry) -> list[str]:
    """Copy an entry into its row and return the names of the fields that changed."""
    values = {
        **asdict(entry),
        "link": entry.link or None,
        "more_links": [list(pair) for pair in entry.more_links],
        "helps": list(entry.helps),
        "search_text": search_text(entry),
    }
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    row.updated_at = clock.now()
    return [name for name in changed if name != "search_text"]


def note(action: str, row: Resource, actor: Viewer | None, **more: object) -> None:
    """Write the audit entry of a change to a resource."""
    record(
        action,
        subject=("resource", row.id),
        actor_id=actor.person_id if actor else None,
        payload={"title": row.title, **more},
    )
