"""Keeping the library."""

from dataclasses import asdict

from sqlalchemy import select

from recognition import clock
from recognition.audit.actions import record
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.resources.models import Resource
from recognition.resources.rules import Entry, check_entry, search_text, slugged
from recognition.resources.seed import LIBRARY


def add(entry: Entry, *, actor: Viewer | None) -> str:
    """Put a piece of good practice into the library.

    Returns:
        The name in its address.

    Raises:
        Refused: something is missing or is no web address.
    """
    check_entry(entry)
    with transaction() as session:
        slug = slugged(entry.title, set(session.scalars(select(Resource.slug))))
        row = Resource(slug=slug)
        _write(row, entry)
        session.add(row)
        session.flush()
        _record("resource.added", row, actor)
    return slug


def edit(slug: str, entry: Entry, *, actor: Viewer | None) -> None:
    """Change what is said about a piece of good practice; its address stays.

    Raises:
        Refused: something is missing or is no web address.
        Missing: there is no such resource.
    """
    check_entry(entry)
    with transaction():
        row = _row(slug)
        changed = _write(row, entry)
        if changed:
            _record("resource.edited", row, actor, changed=changed)


def hide(slug: str, *, actor: Viewer | None) -> None:
    """Take a piece of good practice out of sight; it can be shown again."""
    with transaction():
        row = _row(slug)
        if row.hidden_at is None:
            row.hidden_at = clock.now()
            _record("resource.hidden", row, actor)


def show(slug: str, *, actor: Viewer | None) -> None:
    """Show what was hidden."""
    with transaction():
        row = _row(slug)
        if row.hidden_at is not None:
            row.hidden_at = None
            _record("resource.shown", row, actor)


def fill_library() -> int:
    """Put in what the library holds from the first day and does not hold yet.

    What administrators changed or hid stays as they left it, so this may run at every start.

    Returns:
        How many were added.
    """
    with transaction() as session:
        there = set(session.scalars(select(Resource.slug)))
        fresh = [seed for seed in LIBRARY if seed.slug not in there]
        for seed in fresh:
            check_entry(seed.entry)
            row = Resource(slug=seed.slug, template_key=seed.template_key)
            _write(row, seed.entry)
            session.add(row)
            session.flush()
            _record("resource.added", row, None)
    return len(fresh)


def _row(slug: str) -> Resource:
    row = db.session.scalar(select(Resource).where(Resource.slug == slug))
    if row is None:
        raise Missing
    return row


def _write(row: Resource, entry: Entry) -> list[str]:
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


def _record(action: str, row: Resource, actor: Viewer | None, **more: object) -> None:
    record(
        action,
        subject=("resource", row.id),
        actor_id=actor.person_id if actor else None,
        payload={"title": row.title, **more},
    )
