"""Finding good practice, and what is known of it."""

from recognition.people.queries import is_administrator
from recognition.resources.queries.cards import Found, Pointer, ResourceCard
from recognition.resources.queries.fitting import for_winner
from recognition.resources.queries.library import (
    PER_PAGE,
    by_slug,
    for_stage,
    kinds_in_use,
    resource,
    resources_by_id,
    search,
    titles,
    titles_of,
)
from recognition.resources.queries.links import LinkLine
from recognition.resources.queries.looking_after import (
    FILTERS,
    ManagedPage,
    ManagedResource,
    Said,
    care_of,
    due_for,
    managed,
    managed_resource,
    said,
)
from recognition.resources.queries.owners import colleagues, looks_after, owner_named

__all__ = [
    "FILTERS",
    "PER_PAGE",
    "Found",
    "LinkLine",
    "ManagedPage",
    "ManagedResource",
    "Pointer",
    "ResourceCard",
    "Said",
    "by_slug",
    "care_of",
    "colleagues",
    "due_for",
    "for_stage",
    "for_winner",
    "is_administrator",
    "kinds_in_use",
    "looks_after",
    "managed",
    "managed_resource",
    "owner_named",
    "resource",
    "resources_by_id",
    "said",
    "search",
    "titles",
    "titles_of",
]
