"""Handing the library out as a table, and taking one in: all of it or nothing."""

from sqlalchemy import select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Conflict, Refused
from recognition.people.queries import Viewer
from recognition.resources import sheet
from recognition.resources.actions.caring import write_care
from recognition.resources.actions.rows import note, resource_row, write_entry
from recognition.resources.models import Resource
from recognition.resources.queries.lines import lines, owners_by_email, present
from recognition.resources.rules import RESERVED, Care, slugged
from recognition.resources.sheet_lines import day_of, entry_of, hidden_of
from recognition.resources.sheet_plan import Change, Plan, plan
from recognition.words import _


def export_library(*, actor: Viewer) -> bytes:
    """Return the whole library as CSV, and note who took it and how many rows."""
    with transaction():
        found = lines()
        record(
            "resource.exported",
            subject=("organisation", actor.organisation_id),
            actor_id=actor.person_id,
            payload={"entries": len(found), "filter": "all"},
        )
    return sheet.write(found)


def preview_import(data: bytes) -> Plan:
    """Return what taking in a file would change; nothing is written.

    Raises:
        Refused: the file as a whole cannot be read.
    """
    rows = sheet.read(data)
    return plan(rows, present([row.line.get("owner", "") for row in rows]))


def import_library(data: bytes, *, basis: str, actor: Viewer) -> Plan:
    """Take in a file whose changes somebody has looked at.

    Args:
        data: the file, as it was shown in the preview.
        basis: of the plan they looked at.
        actor: who does it.

    Returns:
        What was done.

    Raises:
        Refused: a row cannot be taken.
        Conflict: the library changed meanwhile, so that other things would change than were shown.
    """
    with transaction():
        planned = preview_import(data)
        if planned.refused:
            raise Refused(_("Some rows cannot be taken, so nothing was changed."), field="file")
        if planned.basis != basis:
            raise Conflict(
                _("The library changed while you were looking. Look again at what would change.")
            )
        _write(planned, actor)
        record(
            "resource.imported",
            subject=("organisation", actor.organisation_id),
            actor_id=actor.person_id,
            payload={
                "added": sum(change.is_new for change in planned.changes),
                "changed": sum(not change.is_new for change in planned.changes),
            },
        )
    return planned


def _write(planned: Plan, actor: Viewer) -> None:
    """Write what is said first, then who looks after it: a row may point to one further down."""
    owners = owners_by_email([change.after["owner"] for change in planned.changes])
    written = [(_entry(change), change) for change in planned.changes]
    for row, change in written:
        try:
            write_care(row, _care(row, change, owners))
        except Refused as refused:
            raise Refused(
                _("Row %(number)s: %(reason)s", number=change.number, reason=refused.reason),
                field="file",
            ) from refused
        if "hidden" in change.columns:
            row.hidden_at = clock.now() if hidden_of(change.after["hidden"]) else None
        if change.is_new:
            note("resource.added", row, actor)
        else:
            note("resource.edited", row, actor, changed=list(change.columns))


def _entry(change: Change) -> Resource:
    entry = entry_of(change.after)
    if not change.is_new:
        row = resource_row(change.address)
        write_entry(row, entry)
        return row
    taken = set(db.session.scalars(select(Resource.slug)))
    row = Resource(slug=change.address or slugged(entry.title, {*taken, *RESERVED}))
    write_entry(row, entry)
    db.session.add(row)
    db.session.flush()
    return row


def _care(row: Resource, change: Change, owners: dict[str, int]) -> Care:
    owner_id, successor_id = row.owner_id, row.replaced_by_id
    if "owner" in change.columns:
        owner_id = owners.get(change.after["owner"].casefold())
    if "replaced_by" in change.columns:
        slug = change.after["replaced_by"]
        successor_id = resource_row(slug).id if slug else None
    return Care(owner_id, day_of(change.after["review_on"]), successor_id)
