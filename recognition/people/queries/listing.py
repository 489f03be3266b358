"""The staff list: whom it shows, and which roles they hold."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db, read
from recognition.people.models import Grant, Person, PersonPart, Team
from recognition.people.queries.directory import PersonCard
from recognition.people.queries.in_force import in_force
from recognition.people.queries.nearby import FACTS, card
from recognition.people.queries.parts import begins_with, called
from recognition.people.queries.team_searching import teams_holding
from recognition.people.rules import folded
from recognition.remembering import remembered

PER_PAGE = 50
MOST_FOUND = 500


@dataclass(frozen=True)
class StaffLine:
    """One line of the staff list; `roles` are the roles they hold now, by name."""

    person: PersonCard
    roles: tuple[str, ...]
    has_left: bool


@dataclass(frozen=True)
class Chosen:
    """Which people to list; what is empty leaves nobody out.

    `team` is a team's name, or a part of one where none in use is called so; `role` is one of
    `rules.GRANTED_ROLES`; `show` is “here” for those who work here, “left” for those who have left.
    """

    text: str = ""
    team: str = ""
    role: str = ""
    show: str = ""

    @property
    def narrows(self) -> bool:
        """True when anything was chosen."""
        return self != Chosen()


def staff(
    organisations: Collection[int], chosen: Chosen = Chosen(), *, page: int = 1
) -> tuple[list[StaffLine], int]:
    """Return one page of the staff of these organisations by name, and how many there are.

    Args:
        organisations: numbers of the organisations.
        chosen: whom to list; its text holds beginnings of name parts or of an e-mail address.
        page: from 1; a page holds `PER_PAGE`.
    """
    numbers = _called(organisations, chosen) if folded(chosen.text) else _all(organisations, chosen)
    found = numbers.subquery()
    counted = func.count().over() if chosen.narrows else literal(0)
    those = (
        select(found, counted.label("total"))
        .order_by(found.c.search_name, found.c.id)
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
        .subquery()
    )
    rows = read(
        select(*FACTS, Person.left_at, those.c.total)
        .join(those, those.c.id == Person.id)
        .outerjoin(Team, Person.team_id == Team.id)
        .order_by(Person.search_name, Person.id)
    ).all()
    roles = roles_of([row.id for row in rows], organisations)
    lines = [StaffLine(card(row), roles.get(row.id, ()), row.left_at is not None) for row in rows]
    if not chosen.narrows:
        return lines, count_staff(frozenset(organisations))
    if rows or page == 1:
        return lines, rows[0].total if rows else 0
    return lines, read(select(func.count()).select_from(found)).scalar_one()


def _all(organisations: Collection[int], chosen: Chosen) -> Select[*tuple[Any, ...]]:
    return select(Person.id, Person.search_name).where(*matching(organisations, chosen))


def _called(organisations: Collection[int], chosen: Chosen) -> Select[*tuple[Any, ...]]:
    """Choose those among the chosen who are called as typed, from the parts of names alone."""
    which = [
        PersonPart.organisation_id.in_(organisations),
        ~PersonPart.is_merged,
        *begins_with(chosen.text),
    ]
    if folded(chosen.team):
        which.append(PersonPart.team_id.in_(_teams(organisations, folded(chosen.team))))
    if chosen.role:
        which.append(_holds(PersonPart.person_id, chosen.role, organisations))
    if chosen.show in {"here", "left"}:
        left = PersonPart.has_left.is_(True)
        which.append(left if chosen.show == "left" else ~left)
    number = PersonPart.person_id.label("id")
    return select(number, PersonPart.search_name).where(*which).distinct()


def _teams(organisations: Collection[int], name: str) -> Collection[int] | Select[int]:
    """Return the teams of this folded name, or those that hold it: Ward 1 is not Ward 10.

    One that ended stands in the way of none that hold its name, but is among them.
    """
    of_this_name = select(Team.id).where(
        Team.organisation_id.in_(organisations), Team.search_name == name, Team.ended_at.is_(None)
    )
    return db.session.scalars(of_this_name).all() or teams_holding(name)


def _holds(
    person_id: InstrumentedAttribute[int], role: str, organisations: Collection[int]
) -> ColumnElement[bool]:
    held = (Grant.person_id == person_id, Grant.role == role, in_force())
    return exists().where(*held, Grant.organisation_id.in_(organisations))


@remembered(Person)
def count_staff(organisations: frozenset[int]) -> int:
    """Return how many people there are in these organisations, those who left as well."""
    return _count(matching(organisations, Chosen()))


def _count(which: Iterable[ColumnElement[bool]]) -> int:
    return db.session.scalar(select(func.count(Person.id)).where(*which)) or 0


def matching(organisations: Collection[int], chosen: Chosen) -> list[ColumnElement[bool]]:
    """Hold for the people who are listed; never for a record that was made one with another."""
    which: list[ColumnElement[bool]] = [
        Person.organisation_id.in_(organisations),
        Person.merged_into_id.is_(None),
    ]
    if folded(chosen.text):
        which.append(Person.id.in_(called(chosen.text, organisations)))
    if folded(chosen.team):
        which.append(Person.team_id.in_(_teams(organisations, folded(chosen.team))))
    if chosen.role:
        which.append(_holds(Person.id, chosen.role, organisations))
    if chosen.show in {"here", "left"}:
        left = Person.left_at.is_not(None)
        which.append(left if chosen.show == "left" else ~left)
    return which


def roles_of(people: Collection[int], organisations: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Return the roles these people hold now in these organisations, by name."""
    held: dict[int, set[str]] = {}
    for person_id, role in db.session.execute(
        select(Grant.person_id, Grant.role)
        .where(Grant.person_id.in_(people), Grant.organisation_id.in_(organisations))
        .where(in_force())
    ):
        held.setdefault(person_id, set()).add(role)
    return {number: tuple(sorted(roles)) for number, roles in held.items()}


def found_by_name(text: str) -> Select[int]:
    """Choose the numbers of everybody, leavers too, whose name or address begins as typed.

    At most `MOST_FOUND`; beyond that a longer text is needed to find the others.
    """
    return called(text).distinct().order_by(PersonPart.person_id).limit(MOST_FOUND)
