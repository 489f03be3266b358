"""Finding good practice."""

from collections.abc import Collection, Iterable, Iterator

from sqlalchemy import ColumnElement, Select, String, cast, func, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.errors import Missing
from recognition.remembering import remembered
from recognition.resources.models import Resource
from recognition.resources.queries.cards import Found, ResourceCard, resource_card
from recognition.resources.rules import search_words

Successor = aliased(Resource)

PER_PAGE = 50


def _shown() -> Select[Resource]:
    return select(Resource).where(Resource.hidden_at.is_(None), Resource.replaced_by_id.is_(None))


@remembered(Resource, most=50)
def search(text: str = "", kind: str = "", page: int = 1) -> Found:
    """Return what holds every word of `text`, in any field, by title; nothing typed finds all.

    Args:
        text: words as typed; case and accents do not matter.
        kind: one of `rules.KINDS`, or empty for every kind.
        page: from 1; a page behind the last is the last.
    """
    chosen = holding(_shown(), text)
    if kind:
        chosen = chosen.where(Resource.kind == kind)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    rows = db.session.scalars(
        chosen.order_by(func.lower(Resource.title), Resource.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return Found(tuple(map(resource_card, rows)), total, page, pages)


def holding(chosen: Select[Resource], text: str) -> Select[Resource]:
    """Narrow a choice down to what holds every word of a text."""
    for word in search_words(text):
        chosen = chosen.where(Resource.search_text.contains(word, autoescape=True))
    return chosen


@remembered(Resource)
def kinds_in_use() -> tuple[str, ...]:
    """Return the kinds of what is in the library, by name."""
    return tuple(
        db.session.scalars(
            select(Resource.kind)
            .where(Resource.hidden_at.is_(None), Resource.replaced_by_id.is_(None))
            .distinct()
            .order_by(Resource.kind)
        )
    )


def resource(slug: str, *, hidden_too: bool = False) -> ResourceCard:
    """Return one piece of good practice.

    What was hidden is there for everybody when something took its place: the page then says what.

    Raises:
        Missing: it is not there, or hidden, or was taken back.
    """
    found = db.session.execute(
        select(Resource, Successor)
        .outerjoin(Successor, Resource.replaced_by_id == Successor.id)
        .where(Resource.slug == slug)
    ).one_or_none()
    if found is None:
        raise Missing
    card = resource_card(found[0], found[1])
    pointing = card.replaced_by is not None and found[0].withdrawn_at is None
    if card.hidden and not (hidden_too or pointing):
        raise Missing
    return card


def resources_by_id(resource_ids: Iterable[int]) -> dict[int, ResourceCard]:
    """Return several by number, in one statement.

    What was replaced comes as what took its place; what is hidden is left out.
    """
    found = _or_successor(Resource.id.in_(set(resource_ids)))
    return {row.id: card for row, card in found}


def by_slug(slugs: Collection[str]) -> dict[str, ResourceCard]:
    """Return several by the name in their address, as `resources_by_id` does."""
    found = _or_successor(Resource.slug.in_(set(slugs)))
    return {row.slug: card for row, card in found}


def _or_successor(condition: ColumnElement[bool]) -> Iterator[tuple[Resource, ResourceCard]]:
    rows = db.session.execute(
        select(Resource, Successor)
        .outerjoin(Successor, Resource.replaced_by_id == Successor.id)
        .where(condition)
    )
    for row, instead in rows:
        chosen = instead or row
        if chosen.hidden_at is None:
            yield row, resource_card(chosen)


def for_stage(stage: str, limit: int = 2) -> list[ResourceCard]:
    """Return what helps at a stage of `rules.STAGES`; what helps there most comes first."""
    return list(_for_stage(stage)[:limit])


@remembered(Resource)
def _for_stage(stage: str) -> tuple[ResourceCard, ...]:
    rows = db.session.scalars(
        _shown()
        .where(cast(Resource.helps, String).contains(f'"{stage}"', autoescape=True))
        .order_by(Resource.id)
    )
    cards = [resource_card(row) for row in rows]
    return tuple(sorted(cards, key=lambda card: card.helps.index(stage)))


def titles() -> list[tuple[int, str]]:
    """Return number and title of everything that is shown, by title, to choose from."""
    rows = db.session.execute(
        select(Resource.id, Resource.title)
        .where(Resource.hidden_at.is_(None), Resource.replaced_by_id.is_(None))
        .order_by(func.lower(Resource.title), Resource.id)
    )
    return [(number, title) for number, title in rows]


def titles_of(resource_ids: Iterable[int]) -> dict[int, str]:
    """Return the titles of resources by number, for a record of what was: hidden ones too."""
    rows = db.session.execute(
        select(Resource.id, Resource.title).where(Resource.id.in_(set(resource_ids)))
    )
    return {row[0]: row[1] for row in rows}
