"""Changing the kinds of winner."""

from collections.abc import Sequence

from sqlalchemy import func, select

from recognition import clock
from recognition.database import db, transaction
from recognition.errors import Missing
from recognition.people.queries import Viewer
from recognition.schemes.actions.rows import record, scheme_row
from recognition.schemes.models import Category
from recognition.schemes.rules import CategoryText, check_categories


def edit_categories(
    scheme_slug: str, categories: Sequence[CategoryText], *, actor: Viewer | None
) -> None:
    """Make these the categories of a scheme; what was nominated in others stays there.

    Args:
        scheme_slug: the scheme.
        categories: those to keep, by their numbers, and new ones. One that is left out takes no
            more nominations.
        actor: who does it.

    Raises:
        Refused: there are none, or two of one name.
        Missing: there is no such scheme, or a number is not one of its categories.
    """
    check_categories(categories)
    with transaction():
        scheme = scheme_row(scheme_slug)
        before = {row.id: row.name for row in _rows(scheme.id)}
        write_categories(scheme.id, categories)
        record(
            "scheme.categories_edited",
            scheme,
            actor,
            {
                "name": scheme.name,
                "before": list(before.values()),
                "after": [row.name for row in _rows(scheme.id)],
            },
        )


def write_categories(scheme_id: int, categories: Sequence[CategoryText]) -> None:
    """Write categories, in an open transaction.

    Raises:
        Missing: a number is not one of the scheme's categories.
    """
    there = {row.id: row for row in _rows(scheme_id)}
    last = db.session.scalar(
        select(func.max(Category.position)).where(Category.scheme_id == scheme_id)
    )
    position = last or 0
    for category in categories:
        if category.id is None:
            position += 1
            row = Category(scheme_id=scheme_id, position=position)
            db.session.add(row)
        elif category.id in there:
            row = there.pop(category.id)
        else:
            raise Missing
        row.name, row.description = category.name, category.description
        row.for_teams = category.for_teams
    for row in there.values():
        row.ended_at = clock.now()
    db.session.flush()


def _rows(scheme_id: int) -> Sequence[Category]:
    return db.session.scalars(
        select(Category)
        .where(Category.scheme_id == scheme_id, Category.ended_at.is_(None))
        .order_by(Category.position)
    ).all()
