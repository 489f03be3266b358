"""The library without somebody who is erased."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from recognition.database import transaction
from recognition.erased import Erased, rewrite, words_removed
from recognition.resources.models import OutsideLink, Resource
from recognition.resources.queries.free_text import FREE_TEXT


def erase(erased: Erased) -> int:
    """Empty the entries made of their stories, and take them out of all others.

    A link whose address names them leads nowhere any more; nobody looks after what they owned.

    Returns:
        How many entries became different.
    """
    with transaction() as session:
        changed = 0
        rows = session.scalars(
            select(Resource).where(Resource.source_reference.in_(erased.stories))
        )
        for row in rows:
            _empty(row, erased)
            changed += 1
        if erased.person_id is not None:
            session.execute(
                update(Resource).where(Resource.owner_id == erased.person_id).values(owner_id=None)
            )
        _links(session, erased)
        return changed + sum(rewrite(session, erased.without, *columns) for columns in FREE_TEXT)


def _empty(row: Resource, erased: Erased) -> None:
    row.title = row.summary = row.two_lines = words_removed()
    row.body = row.credit = row.people = row.search_text = row.search_phrase = ""
    row.link, row.more_links = None, []
    row.slug = f"resource-{row.id}"
    row.withdrawn_at = row.withdrawn_at or erased.at
    row.hidden_at = row.hidden_at or erased.at


def _links(session: Session, erased: Erased) -> None:
    def names(address: str | None) -> bool:
        return address is not None and erased.without(address) != address

    for row in session.scalars(select(Resource)):
        if names(row.link):
            row.link, row.link_state = None, "unknown"
        if any(map(names, (text for pair in row.more_links for text in pair))):
            row.more_links = [pair for pair in row.more_links if not any(map(names, pair))]
        if names(row.slug):
            row.slug = f"resource-{row.id}"
    for link in session.scalars(select(OutsideLink)).all():
        if names(link.address) or names(link.moved_to):
            session.execute(delete(OutsideLink).where(OutsideLink.id == link.id))
