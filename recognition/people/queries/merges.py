"""Records that were made one, and others that may be of one person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.disposal import GONE
from recognition.errors import Missing
from recognition.people.models import Person, PersonMerge, Team
from recognition.people.queries.directory import PersonCard, person_card
from recognition.people.queries.listing import Chosen, matching
from recognition.people.queries.viewers import Viewer, administers

MOST_LIKE = 20


@dataclass(frozen=True)
class MergeLine:
    """A record that was made one with another; `at` is UTC, `by` a name or empty."""

    id: int
    kept_id: int
    kept: str
    other_id: int
    other: str
    address: str
    reason: str
    at: datetime
    by: str


def merges_into(person_id: int) -> list[MergeLine]:
    """Return the records that are one with somebody's now, the newest first."""
    return _lines(PersonMerge.kept_id == person_id, PersonMerge.undone_at.is_(None))


def merge_line(merge_id: int) -> MergeLine:
    """Return one merge that was not undone.

    Raises:
        Missing: there is none with that number.
    """
    found = _lines(PersonMerge.id == merge_id, PersonMerge.undone_at.is_(None))
    if not found:
        raise Missing
    return found[0]


def may_part(viewer: Viewer | None, merge_id: int, **_arguments: object) -> bool:
    """May they part records: do they administer the organisation of the one that was kept?"""
    if viewer is None or not viewer.is_administrator:
        return False
    place = db.session.scalar(
        select(Person.organisation_id)
        .join(PersonMerge, PersonMerge.kept_id == Person.id)
        .where(PersonMerge.id == merge_id)
    )
    return administers(viewer, place)


def may_make_one(
    viewer: Viewer | None, person_id: int, other_id: int, **_arguments: object
) -> bool:
    """May they make two records one: do they administer the organisations of both?"""
    if viewer is None or not viewer.is_administrator:
        return False
    places = db.session.scalars(
        select(Person.organisation_id).where(Person.id.in_([person_id, other_id]))
    ).all()
    return len(places) == 2 and all(administers(viewer, place) for place in places)


def perhaps_the_same(person_id: int, text: str = "") -> list[PersonCard]:
    """Return others of somebody’s organisation whose name fits, those of the same name first.

    Args:
        person_id: the record to find others of.
        text: beginnings of name parts, or of an address; the name of the record when empty.

    Raises:
        Missing: there is nobody with that number.
    """
    record = db.session.get(Person, person_id)
    if record is None:
        raise Missing
    wanted = Chosen(text=text or record.name)
    rows = db.session.execute(
        select(Person, Team.name)
        .outerjoin(Team, Team.id == Person.team_id)
        .where(*matching([record.organisation_id], wanted), Person.id != person_id)
        .order_by(
            case((Person.search_name == record.search_name, 0), else_=1),
            Person.search_name,
            Person.id,
        )
        .limit(MOST_LIKE)
    )
    return [person_card(row, team) for row, team in rows]


def _lines(*which: ColumnElement[bool]) -> list[MergeLine]:
    kept, other, by = aliased(Person), aliased(Person), aliased(Person)
    rows = db.session.execute(
        select(PersonMerge, kept.name, other.name, by.name)
        .join(kept, kept.id == PersonMerge.kept_id)
        .join(other, other.id == PersonMerge.merged_id)
        .outerjoin(by, by.id == PersonMerge.merged_by_id)
        .where(*which, kept.erased_at.is_(None), kept.name != GONE)
        .order_by(PersonMerge.id.desc())
    )
    return [
        MergeLine(
            id=merge.id,
            kept_id=merge.kept_id,
            kept=kept_name,
            other_id=merge.merged_id,
            other=other_name,
            address=merge.address or "",
            reason=merge.reason,
            at=merge.merged_at,
            by=by_name or "",
        )
        for merge, kept_name, other_name, by_name in rows
    ]
