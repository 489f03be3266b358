"""What administrators see of the library: owners, dates, links, and what readers said."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from recognition.database import db
from recognition.errors import Missing
from recognition.people.queries import Viewer, has_left, people_by_id
from recognition.resources.models import Resource, Usefulness
from recognition.resources.queries.cards import ResourceCard, resource_card
from recognition.resources.queries.library import PER_PAGE, holding
from recognition.resources.queries.links import LinkLine, links_of, troubled
from recognition.resources.queries.owners import looks_after
from recognition.resources.rules import Care

FILTERS = ("all", "due", "links", "unowned", "replaced", "hidden")


@dataclass(frozen=True)
class Said:
    """How often readers said in a month, of which this is the first day, that it was useful."""

    month: date
    useful: int
    not_really: int


@dataclass(frozen=True)
class ManagedResource:
    """One resource as those see it who look after the library.

    `owner` is the name of a person, `gone` says that they left; `review_on` is a day in London and
    `due` says that it has come; `useful` and `not_really` count all months; `withdrawn` says that
    the people in the story took it back.
    """

    card: ResourceCard
    owner: str
    gone: bool
    review_on: date | None
    due: bool
    replaced: bool
    withdrawn: bool
    links: tuple[LinkLine, ...]
    useful: int
    not_really: int


@dataclass(frozen=True)
class ManagedPage:
    """One page of the list; `page` and `pages` count from 1."""

    items: tuple[ManagedResource, ...]
    total: int
    page: int
    pages: int


def managed(text: str = "", show: str = "all", page: int = 1, *, today: date) -> ManagedPage:
    """Return one page of everything in the library, by title, hidden ones too.

    Args:
        text: words as typed; nothing typed finds all.
        show: one of `FILTERS`; anything else counts as all.
        page: from 1; a page behind the last is the last.
        today: a day in London; what is due by then is due.
    """
    chosen = _narrowed(holding(select(Resource), text), show, today)
    total = db.session.scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(page, pages)
    rows = db.session.scalars(
        chosen.order_by(func.lower(Resource.title), Resource.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return ManagedPage(tuple(_lines(rows, today)), total, page, pages)


def managed_resource(slug: str, *, today: date) -> ManagedResource:
    """Return one resource, hidden ones too.

    Raises:
        Missing: there is no such resource.
    """
    row = db.session.scalar(select(Resource).where(Resource.slug == slug))
    if row is None:
        raise Missing
    return _lines([row], today)[0]


def care_of(slug: str) -> Care:
    """Return who looks after a resource and what took its place.

    Raises:
        Missing: there is no such resource.
    """
    row = db.session.scalar(select(Resource).where(Resource.slug == slug))
    if row is None:
        raise Missing
    return Care(row.owner_id, row.review_on, row.replaced_by_id)


def due_for(viewer: Viewer | None, slug: str, *, today: date) -> date | None:
    """Return since when a resource waits for a look by this viewer, who looks after it, or None."""
    if not looks_after(viewer, slug):
        return None
    return db.session.scalar(
        select(Resource.review_on).where(
            Resource.slug == slug,
            Resource.review_on <= today,
            Resource.hidden_at.is_(None),
            Resource.replaced_by_id.is_(None),
        )
    )


def said(slug: str) -> list[Said]:
    """Return what readers said of a resource, month by month, the newest first."""
    rows = db.session.execute(
        select(Usefulness.month, Usefulness.useful, Usefulness.not_really)
        .join(Resource, Resource.id == Usefulness.resource_id)
        .where(Resource.slug == slug)
        .order_by(Usefulness.month.desc())
    )
    return [Said(*row) for row in rows]


def _narrowed(chosen: Select[Resource], show: str, today: date) -> Select[Resource]:
    shown = Resource.hidden_at.is_(None)
    if show == "due":
        return chosen.where(shown, Resource.review_on <= today, Resource.replaced_by_id.is_(None))
    if show == "links":
        return chosen.where(Resource.id.in_(troubled()))
    if show == "unowned":
        return chosen.where(shown, Resource.owner_id.is_(None), Resource.replaced_by_id.is_(None))
    if show == "replaced":
        return chosen.where(Resource.replaced_by_id.is_not(None))
    if show == "hidden":
        return chosen.where(~shown)
    return chosen


def _lines(rows: Iterable[Resource], today: date) -> list[ManagedResource]:
    rows = list(rows)
    owners = people_by_id(row.owner_id for row in rows if row.owner_id)
    left = has_left(owners)
    health, counts = links_of(rows), _counts({row.id for row in rows})
    return [
        ManagedResource(
            card=resource_card(row),
            owner=owners[row.owner_id].name if row.owner_id else "",
            gone=row.owner_id in left,
            review_on=row.review_on,
            due=row.review_on is not None
            and row.review_on <= today
            and row.hidden_at is None
            and row.replaced_by_id is None,
            replaced=row.replaced_by_id is not None,
            withdrawn=row.withdrawn_at is not None,
            links=health[row.id],
            useful=counts.get(row.id, (0, 0))[0],
            not_really=counts.get(row.id, (0, 0))[1],
        )
        for row in rows
    ]


def _counts(numbers: Collection[int]) -> dict[int, tuple[int, int]]:
    rows = db.session.execute(
        select(Usefulness.resource_id, func.sum(Usefulness.useful), func.sum(Usefulness.not_really))
        .where(Usefulness.resource_id.in_(numbers))
        .group_by(Usefulness.resource_id)
    )
    return {number: (int(useful), int(not_really)) for number, useful, not_really in rows}
