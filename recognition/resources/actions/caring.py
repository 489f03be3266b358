"""Who looks after a resource, what took its place, and the letter when it is due for a look."""

from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy import CursorResult, or_, select, update

from recognition import clock, config
from recognition.database import db, transaction
from recognition.errors import Missing, Refused
from recognition.mail.actions import write
from recognition.people.queries import Viewer, has_left, people_by_id
from recognition.resources.actions.rows import note, resource_row
from recognition.resources.letters import review_due
from recognition.resources.models import Resource
from recognition.resources.rules import Care
from recognition.words import _

LETTERS_A_ROUND = 50
A_YEAR = timedelta(days=365)


def write_care(row: Resource, care: Care) -> list[str]:
    """Write who looks after a resource, in an open transaction; return what changed.

    What pointed to this resource points on to what takes its place, so that nobody is sent twice.

    Raises:
        Refused: there is no such colleague, or what takes its place is itself gone.
    """
    values = asdict(care)
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    if "owner_id" in changed:
        _check_owner(care.owner_id)
    if "replaced_by_id" in changed:
        _check_successor(row, care.replaced_by_id)
    for name in changed:
        setattr(row, name, values[name])
    if "owner_id" in changed or "review_on" in changed:
        row.reminded_for = None
    if care.replaced_by_id is not None and "replaced_by_id" in changed:
        db.session.execute(
            update(Resource)
            .where(Resource.replaced_by_id == row.id)
            .values(replaced_by_id=care.replaced_by_id)
        )
    return changed


def look_again(slug: str, *, actor: Viewer, today: date | None = None) -> date:
    """Note that somebody looked and all is still right; it is due again a year from now.

    Args:
        slug: the name in its address.
        actor: who looked.
        today: the day to go by, in London; today unless given.

    Returns:
        The day on which it is due again.

    Raises:
        Missing: there is no such resource in the library.
    """
    day = (today or clock.today()) + A_YEAR
    with transaction():
        row = resource_row(slug)
        if row.hidden_at is not None:
            raise Missing
        before, row.review_on, row.reminded_for = row.review_on, day, None
        note(
            "resource.looked_at",
            row,
            actor,
            before=before.isoformat() if before else "",
            after=day.isoformat(),
        )
    return day


def remind_owners(today: date | None = None) -> int:
    """Write to the owner of each resource whose review date has come, once for each date.

    Any number of workers may do this at once: a date is claimed in the transaction of its letter.
    Owners who left or have no address are passed over; the list of the library shows what is due.

    Args:
        today: the day to go by, in London; today unless given.

    Returns:
        How many letters were written.
    """
    day = today or clock.today()
    due = db.session.execute(
        select(Resource.id, Resource.slug, Resource.title, Resource.owner_id, Resource.review_on)
        .where(Resource.review_on <= day, Resource.owner_id.is_not(None))
        .where(or_(Resource.reminded_for.is_(None), Resource.reminded_for != Resource.review_on))
        .where(Resource.hidden_at.is_(None), Resource.replaced_by_id.is_(None))
        .order_by(Resource.review_on, Resource.id)
        .limit(LETTERS_A_ROUND)
    ).all()
    gone = has_left(row.owner_id for row in due)
    owners = people_by_id(row.owner_id for row in due)
    written = 0
    for row in due:
        owner = owners[row.owner_id]
        address = None if owner.id in gone else owner.email
        written += _remind(row.id, row.review_on, row.title, row.slug, owner.name, address)
    return written


def _remind(number: int, due: date, title: str, slug: str, name: str, address: str | None) -> int:
    subject, body = review_due(
        name=name,
        title=title,
        day=clock.spoken_date(due),
        page=f"{config.current().base_url}/resources/{slug}",
    )
    with transaction() as session:
        claimed = session.execute(
            update(Resource)
            .where(Resource.id == number, Resource.review_on == due)
            .where(or_(Resource.reminded_for.is_(None), Resource.reminded_for != due))
            .values(reminded_for=due)
        )
        if not isinstance(claimed, CursorResult) or claimed.rowcount != 1 or not address:
            return 0
        write(kind="resource.review_due", to_address=address, subject=subject, body=body)
    return 1


def _check_owner(owner_id: int | None) -> None:
    if owner_id is None:
        return
    if owner_id not in people_by_id([owner_id]) or has_left([owner_id]):
        raise Refused(_("They no longer work here. Choose somebody else."), field="owner")


def _check_successor(row: Resource, successor_id: int | None) -> None:
    if successor_id is None:
        return
    successor = db.session.get(Resource, successor_id)
    if successor is None or successor.hidden_at or successor.replaced_by_id:
        raise Refused(
            _("Choose something that is in the library to take its place."), field="replaced_by"
        )
    if successor.id == row.id:
        raise Refused(_("Nothing can take its own place."), field="replaced_by")
