"""Who is found by the beginnings of a name or of an e-mail address."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Table, and_, exists, false, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from recognition.database import db
from recognition.people.models import Organisation, Person, PersonPart
from recognition.people.name_parts import beginning, parts
from recognition.people.nearest import MOST_WORDS
from recognition.people.rules import folded

AT_A_TIME = 1_000
EVERYWHERE = select(Organisation.id)


class Row(NamedTuple):
    """One row of the table of parts."""

    organisation_id: int
    part: str
    person_id: int
    is_written: bool
    is_given: bool
    is_plain: bool
    is_whole: bool
    is_address: bool
    has_left: bool
    is_merged: bool
    team_id: int | None
    site: str
    search_name: str


_TABLE: Table = PersonPart.__table__  # type: ignore[assignment]
STORED = select(*(_TABLE.c[name] for name in Row._fields))
_FACTS = select(
    Person.id,
    Person.organisation_id,
    Person.search_name,
    Person.email,
    Person.left_at,
    Person.merged_into_id,
    Person.team_id,
    Person.site,
)


def begins_with(text: str) -> list[ColumnElement[bool]]:
    """Hold for parts of whoever has every word in their name, or the one word as an address.

    Every word typed starts a part of the name, in any order: “pat ash” finds Asha Patel. The parts
    of the longest word are read, which are the fewest as a rule.

    Args:
        text: what was typed; there is a word in it.
    """
    words = folded(text).split()[:MOST_WORDS]
    longest = max(words, key=len)
    others = [word for word in words if word != longest]
    low, high = beginning(longest)
    kind = or_(PersonPart.is_written, PersonPart.is_address if not others else false())
    rest = (begins(PersonPart.search_name, word) for word in others)
    return [PersonPart.part >= low, PersonPart.part < high, kind, *rest]


def named(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Every word typed starts a part of the name, in any order: “pat ash” finds Asha Patel.

    It reads every name: for what is narrowed down by something else, or short.
    """
    return and_(*(begins(column, word) for word in folded(text).split()[:MOST_WORDS]))


def called(text: str, organisations: Collection[int] | Select[int] = EVERYWHERE) -> Select[int]:
    """Choose the numbers of everybody, leavers too, whose name or address begins as typed.

    Nobody where nothing was typed. Somebody may be there more than once.

    Args:
        text: beginnings of name parts, or of an e-mail address.
        organisations: where they work; everywhere unless told.
    """
    chosen = select(PersonPart.person_id).where(PersonPart.organisation_id.in_(organisations))
    if not folded(text):
        return chosen.where(PersonPart.part == "")
    return chosen.where(*begins_with(text))


def begins(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    """Hold where a part of a folded name begins with a folded word."""
    return or_(
        column.startswith(word, autoescape=True),
        column.contains(f" {word}", autoescape=True),
        column.contains(f"-{word}", autoescape=True),
    )


def rows_of(facts: Any) -> set[Row]:
    """Return the rows that somebody is to have, by the facts of their record."""
    found = parts(facts.search_name, facts.email).items()
    return {
        Row(
            facts.organisation_id,
            part,
            facts.id,
            spelt.written,
            spelt.given,
            spelt.plain,
            spelt.whole,
            spelt.address,
            facts.left_at is not None,
            facts.merged_into_id is not None,
            facts.team_id,
            facts.site,
            facts.search_name,
        )
        for part, spelt in found
    }


def mistaken(session: Session, numbers: Collection[int]) -> Iterator[tuple[int, set[Row]]]:
    """Yield whose rows are not what they are to be, and the rows they are to have."""
    connection = session.connection()
    chosen = sorted(numbers)
    for start in range(0, len(chosen), AT_A_TIME):
        some = chosen[start : start + AT_A_TIME]
        stored: dict[int, set[Row]] = {}
        for row in connection.execute(STORED.where(_TABLE.c.person_id.in_(some))):
            stored.setdefault(row.person_id, set()).add(Row(*row))
        for facts in connection.execute(_FACTS.where(Person.id.in_(some))).all():
            wanted = rows_of(facts)
            if stored.get(facts.id, set()) != wanted:
                yield facts.id, wanted


def misspelt() -> list[int]:
    """Return the numbers of people whom a search would not find as it should, or wrongly."""
    numbers = db.session.scalars(select(Person.id)).all()
    return sorted(number for number, _rows in mistaken(db.session(), numbers))


def perhaps_mistaken() -> Select[int]:
    """Choose everybody whose parts may be of another day, in one statement, by what is copied.

    For what changes rows of people without saying whose.
    """
    same = PersonPart.person_id == Person.id
    copied = [
        PersonPart.organisation_id != Person.organisation_id,
        PersonPart.search_name != Person.search_name,
        PersonPart.site != Person.site,
        PersonPart.team_id.is_distinct_from(Person.team_id),
        PersonPart.has_left != Person.left_at.is_not(None),
        PersonPart.is_merged != Person.merged_into_id.is_not(None),
        and_(PersonPart.is_address, PersonPart.part.is_distinct_from(Person.email)),
    ]
    at_address = and_(same, PersonPart.is_address)
    return select(Person.id).where(
        or_(
            exists().where(same, or_(*copied)),
            and_(Person.email.is_not(None), ~exists().where(at_address)),
            and_(Person.search_name != "", ~exists().where(same)),
        )
    )


def every(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """Return rows as an insert takes them."""
    return [row._asdict() for row in rows]
