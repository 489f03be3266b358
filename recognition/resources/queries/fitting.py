"""Good practice that fits a winner."""

from collections.abc import Mapping
from types import MappingProxyType

from sqlalchemy import select

from recognition.database import db
from recognition.remembering import remembered
from recognition.resources.models import Resource
from recognition.resources.queries.cards import ResourceCard, resource_card
from recognition.resources.ranking import Described, fitting


def for_winner(
    category: str, words: str = "", *, stage: str = "celebrate", limit: int = 2
) -> list[ResourceCard]:
    """Return one or two resources that fit a winner, the best first; fewer in a small library.

    They share telling words with the category and what is said there; see `ranking.fitting`. What
    was made of a winner's story is no good practice for another winner's page, so it is left out.
    The library is remembered; what a winner's words were is not.

    Args:
        category: name, and description if there is one, of the winner's category.
        words: a citation or an organisation's values; only what the reader of the page may see.
        stage: one of `rules.STAGES`; what helps there comes first among equals.
        limit: how many at most.
    """
    described, cards = _library()
    best = fitting(described, category=category, words=words, stage=stage, limit=limit)
    return [cards[number] for number in best]


@remembered(Resource)
def _library() -> tuple[tuple[Described, ...], Mapping[int, ResourceCard]]:
    """Return the shown library but for what was made of stories; one statement."""
    rows = db.session.scalars(
        select(Resource)
        .where(Resource.hidden_at.is_(None), Resource.replaced_by_id.is_(None))
        .where(Resource.source_reference.is_(None))
        .order_by(Resource.id)
    ).all()
    described = tuple(
        Described(row.id, row.title, f"{row.two_lines} {row.summary}", row.helps) for row in rows
    )
    return described, MappingProxyType({row.id: resource_card(row) for row in rows})
