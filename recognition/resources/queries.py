"""Finding good practice."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import Select, String, cast, func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.people.queries import is_administrator
from recognition.resources.models import Resource
from recognition.resources.rules import search_words

PER_PAGE = 50

__all__ = ["is_administrator"]


@dataclass(frozen=True)
class ResourceCard:
    """One piece of good practice.

    `two_lines` stands beside a question or a criterion; `link_state` is one of
    `rules.LINK_STATES`; `more_links` holds words and address, which may be empty.
    """

    id: int
    slug: str
    title: str
    kind: str
    organisation: str
    people: str
    summary: str
    two_lines: str
    link: str | None
    link_state: str
    more_links: tuple[tuple[str, str], ...]
    search_phrase: str
    helps: tuple[str, ...]
    template_key: str | None
    hidden: bool = False

    @property
    def url(self) -> str:
        """Where to read more, on our own pages."""
        return f"/resources/{self.slug}"


@dataclass(frozen=True)
class Found:
    """One page of what a search found; `page` and `pages` count from 1."""

    items: tuple[ResourceCard, ...]
    total: int
    page: int
    pages: int


def _card(row: Resource) -> ResourceCard:
    return ResourceCard(
        id=row.id,
        slug=row.slug,
        title=row.title,
        kind=row.kind,
        organisation=row.organisation,
        people=row.people,
        summary=row.summary,
        two_lines=row.two_lines,
        link=row.link,
        link_state=row.link_state,
        more_links=tuple((words, address) for words, address in row.more_links),
        search_phrase=row.search_phrase,
        helps=tuple(row.helps),
        template_key=row.template_key,
        hidden=row.hidden_at is not None,
    )


def _shown() -> Select[Resource]:
    return select(Resource).where(Resource.hidden_at.is_(None))


def search(text: str = "", kind: str = "", page: int = 1, *, hidden_too: bool = False) -> Found:
    """Return what holds every word of `text`, in any field, by title; nothing typed finds all.

    Args:
        text: words as typed; case and accents do not matter.
        kind: one of `rules.KINDS`, or empty for every kind.
        page: from 1; a page behind the last is the last.
        hidden_too: also what administrators have hidden.
    """
    chosen = select(Resource) if hidden_too else _shown()
    for word in search_words(text):
        chosen = chosen.where(Resource.search_text.contains(word, autoescape=True))
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
    return Found(tuple(map(_card, rows)), total, page, pages)


def kinds_in_use() -> list[str]:
    """Return the kinds of what is in the library, by name."""
    return list(
        db.session.scalars(
            select(Resource.kind)
            .where(Resource.hidden_at.is_(None))
            .distinct()
            .order_by(Resource.kind)
        )
    )


def resource(slug: str, *, hidden_too: bool = False) -> ResourceCard:
    """Return one piece of good practice.

    Raises:
        Missing: it is not there, or hidden.
    """
    row = db.session.scalar(select(Resource).where(Resource.slug == slug))
    if row is None or (row.hidden_at and not hidden_too):
        raise Missing
    return _card(row)


def resources_by_id(resource_ids: Iterable[int]) -> dict[int, ResourceCard]:
    """Return several by number, in one statement; what is hidden is left out."""
    rows = db.session.scalars(_shown().where(Resource.id.in_(set(resource_ids))))
    return {row.id: _card(row) for row in rows}


def by_slug(slugs: Collection[str]) -> dict[str, ResourceCard]:
    """Return several by the name in their address, in one statement; what is hidden is left out."""
    rows = db.session.scalars(_shown().where(Resource.slug.in_(set(slugs))))
    return {row.slug: _card(row) for row in rows}


def for_stage(stage: str, limit: int = 2) -> list[ResourceCard]:
    """Return what helps at a stage of `rules.STAGES`; what helps there most comes first."""
    rows = db.session.scalars(
        _shown()
        .where(cast(Resource.helps, String).contains(f'"{stage}"', autoescape=True))
        .order_by(Resource.id)
    )
    cards = [_card(row) for row in rows]
    return sorted(cards, key=lambda card: card.helps.index(stage))[:limit]


def titles() -> list[tuple[int, str]]:
    """Return number and title of everything that is shown, by title, to choose from."""
    rows = db.session.execute(
        select(Resource.id, Resource.title)
        .where(Resource.hidden_at.is_(None))
        .order_by(func.lower(Resource.title), Resource.id)
    )
    return [(number, title) for number, title in rows]
