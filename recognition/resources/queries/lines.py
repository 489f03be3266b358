"""The library as lines of text, for export and import."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.people.models import Person
from recognition.resources.models import Resource
from recognition.resources.rules import Entry
from recognition.resources.sheet_lines import YES, line_of
from recognition.resources.sheet_plan import Present


def lines() -> list[dict[str, str]]:
    """Return every resource as text, by title, hidden ones too, in one statement.

    Stories whose people took them back are left out: they are not to be handed on.
    """
    successor = aliased(Resource)
    rows = db.session.execute(
        select(Resource, Person.email, successor.slug)
        .outerjoin(Person, Resource.owner_id == Person.id)
        .outerjoin(successor, Resource.replaced_by_id == successor.id)
        .where(Resource.withdrawn_at.is_(None))
        .order_by(func.lower(Resource.title), Resource.id)
    )
    return [
        {
            "address": row.slug,
            **{name: _tidy(text) for name, text in line_of(_entry(row)).items()},
            "owner": email or "",
            "review_on": row.review_on.isoformat() if row.review_on else "",
            "replaced_by": instead or "",
            "hidden": YES if row.hidden_at else "",
        }
        for row, email, instead in rows
    ]


def present(emails: Collection[str]) -> Present:
    """Return what an import is compared with; `emails` are those that stand in its file."""
    withdrawn = db.session.scalars(select(Resource.slug).where(Resource.withdrawn_at.is_not(None)))
    return Present(
        lines={line["address"]: line for line in lines()},
        owners=owners_by_email(emails),
        withdrawn=frozenset(withdrawn),
    )


def owners_by_email(emails: Collection[str]) -> dict[str, int]:
    """Return the numbers of people who work here by their e-mail address in small letters."""
    rows = db.session.execute(
        select(func.lower(Person.email), Person.id).where(
            func.lower(Person.email).in_({email.casefold() for email in emails if email}),
            Person.left_at.is_(None),
        )
    )
    return {row[0]: row[1] for row in rows}


def _entry(row: Resource) -> Entry:
    return Entry(
        title=row.title,
        kind=row.kind,
        organisation=row.organisation,
        people=row.people,
        summary=row.summary,
        two_lines=row.two_lines,
        body=row.body,
        credit=row.credit,
        helps=tuple(row.helps),
        link=row.link or "",
        link_state=row.link_state,
        more_links=tuple((words, address) for words, address in row.more_links),
        search_phrase=row.search_phrase,
    )


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()
