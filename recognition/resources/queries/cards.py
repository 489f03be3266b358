"""What a resource looks like to everybody else."""

from dataclasses import dataclass

from recognition.resources.models import Resource


@dataclass(frozen=True)
class Pointer:
    """What took the place of a resource."""

    slug: str
    title: str


@dataclass(frozen=True)
class ResourceCard:
    """One piece of good practice.

    `two_lines` stands beside a question or a criterion; `link_state` is one of
    `rules.LINK_STATES`; `more_links` holds words and address, which may be empty; `body` and
    `credit` are empty where there are none. `replaced_by` is what took its place, if that is shown.
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
    body: str = ""
    credit: str = ""
    replaced_by: "Pointer | None" = None

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


def resource_card(row: Resource, successor: Resource | None = None) -> ResourceCard:
    """Turn a row, and what took its place, into a card."""
    shown = successor is not None and successor.hidden_at is None
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
        body=row.body,
        credit=row.credit,
        replaced_by=Pointer(successor.slug, successor.title) if shown and successor else None,
    )
