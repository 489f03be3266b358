"""Putting good practice into the library, changing it, and taking it out of sight."""

from sqlalchemy import select

from recognition import clock
from recognition.database import transaction
from recognition.errors import Refused
from recognition.people.queries import Viewer
from recognition.resources.actions.caring import write_care
from recognition.resources.actions.rows import note, resource_row, write_entry
from recognition.resources.models import Resource
from recognition.resources.rules import RESERVED, Care, Entry, check_entry, slugged
from recognition.resources.seed import LIBRARY
from recognition.words import _


def add(entry: Entry, *, actor: Viewer | None, care: Care | None = None) -> str:
    """Put a piece of good practice into the library.

    Args:
        entry: what is said about it.
        actor: who does it.
        care: who looks after it; None for nobody yet.

    Returns:
        The name in its address.

    Raises:
        Refused: something is missing or is no web address.
    """
    check_entry(entry)
    with transaction() as session:
        taken = set(session.scalars(select(Resource.slug)))
        row = Resource(slug=slugged(entry.title, {*taken, *RESERVED}))
        write_entry(row, entry)
        session.add(row)
        session.flush()
        write_care(row, care or Care())
        note("resource.added", row, actor)
        return row.slug


def edit(slug: str, entry: Entry, *, actor: Viewer | None, care: Care | None = None) -> None:
    """Change what is said about a piece of good practice; its address stays.

    Args:
        slug: the name in its address.
        entry: what is said about it from now on.
        actor: who does it.
        care: who looks after it and what took its place; None leaves that as it is.

    Raises:
        Refused: something is missing or is no web address.
        Missing: there is no such resource.
    """
    check_entry(entry)
    with transaction():
        row = resource_row(slug)
        changed = write_entry(row, entry)
        if care is not None:
            changed += write_care(row, care)
        if changed:
            note("resource.edited", row, actor, changed=changed)


def hide(slug: str, *, actor: Viewer | None) -> None:
    """Take a piece of good practice out of sight; it can be shown again."""
    with transaction():
        row = resource_row(slug)
        if row.hidden_at is None:
            row.hidden_at = clock.now()
            note("resource.hidden", row, actor)


def show(slug: str, *, actor: Viewer | None) -> None:
    """Show what was hidden.

    Raises:
        Refused: whoever the story is about took it back.
    """
    with transaction():
        row = resource_row(slug)
        if row.withdrawn_at is not None:
            raise Refused(_("The people in this story took it back, so it stays out of sight."))
        if row.hidden_at is not None:
            row.hidden_at = None
            note("resource.shown", row, actor)


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
            write_entry(row, seed.entry)
            session.add(row)
            session.flush()
            note("resource.added", row, None)
    return len(fresh)
