"""Finding a team by a few letters of its name, or by what people also call it.

Which teams there are is the same for everybody and seldom changes, so their names are remembered.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, bindparam, func, select

from recognition.database import db, read
from recognition.people.models import Person, Team
from recognition.people.name_parts import beginning, parts
from recognition.people.nearest import MOST_WORDS, Listed, nearest, typed_words
from recognition.people.queries.directory import TeamCard
from recognition.people.rules import folded
from recognition.people.team_names import answers_to, spellings
from recognition.remembering import remembered

_MOST_NAMED = 100
_SIZES = (
    select(Team.id, Team.name, Team.site, Team.organisation_id, func.count(Person.id).label("size"))
    .outerjoin(Person, (Person.team_id == Team.id) & Person.left_at.is_(None))
    .where(Team.id.in_(bindparam("numbers", expanding=True)))
    .group_by(Team.id)
)


class _Beginnings:
    """Words in the order of a dictionary, and at which places they are."""

    def __init__(self, words: Iterable[tuple[str, int]]) -> None:
        self._words = sorted(set(words))

    def at(self, start: str) -> set[int]:
        """Return the places of the words that begin like this."""
        low, high = ((limit, -1) for limit in beginning(start))
        here = slice(bisect_left(self._words, low), bisect_left(self._words, high))
        return {place for _word, place in self._words[here]}


@dataclass(frozen=True)
class _Book:
    """Teams that have not ended, by name, and the words by which they are found."""

    numbers: Sequence[int]
    names: Sequence[str]
    written: _Beginnings = field(repr=False)
    called: _Beginnings = field(repr=False)
    listed: Listed = field(repr=False)


def team_suggestions(text: str, organisations: Collection[int], limit: int = 8) -> list[TeamCard]:
    """Return teams whose name fits what was typed so far; nothing typed finds none.

    Names that begin as typed come first, then what people also call a team (“ED” for A&E, “W7”
    for Ward 7), then names that are only nearly so. One statement, if there are any.
    """
    words = typed_words(text)
    if not words:
        return []
    book = _book(frozenset(organisations))
    places = _as_typed(text, book)[:limit]
    if len(places) < limit:
        places += [at for at in _also(text, words, book) if at not in places]
    numbers = [book.numbers[at] for at in places[:limit]]
    found = _cards(numbers)
    return [found[number] for number in numbers if number in found]


def teams_holding(name: str) -> Collection[int] | Select[int]:
    """Return the teams, also those that ended, with a folded text in their name.

    Returns:
        Their numbers; a statement of them where there are too many to name.
    """
    numbers = [number for number, called in _every_name() if name in called]
    if len(numbers) <= _MOST_NAMED:
        return numbers
    return select(Team.id).where(Team.search_name.contains(name, autoescape=True))


@remembered(Team)
def _every_name() -> tuple[tuple[int, str], ...]:
    rows = db.session.execute(select(Team.id, Team.search_name).order_by(Team.id))
    return tuple((number, name) for number, name in rows)


def _cards(numbers: Sequence[int]) -> dict[int, TeamCard]:
    rows = read(_SIZES, numbers=numbers) if numbers else ()
    cards = (TeamCard(row.id, row.name, row.site, row.organisation_id, row.size) for row in rows)
    return {card.id: card for card in cards}


@remembered(Team, most=50)
def _book(organisations: frozenset[int]) -> _Book:
    rows = db.session.execute(
        select(Team.id, Team.search_name)
        .where(Team.organisation_id.in_(organisations), Team.ended_at.is_(None))
        .order_by(Team.search_name, Team.site, Team.id)
    ).all()
    names = tuple(name for _number, name in rows)
    return _Book(
        tuple(number for number, _name in rows),
        names,
        _Beginnings(
            (part, at)
            for at, name in enumerate(names)
            for part, spelt in parts(name, None).items()
            if spelt.written
        ),
        _Beginnings(
            (word, at)
            for at, name in enumerate(names)
            for called in spellings(name)
            for word in called.replace("-", " ").split()
        ),
        Listed(names),
    )


def _as_typed(text: str, book: _Book) -> list[int]:
    """Return where every word typed begins a part of the name."""
    words = folded(text).split()[:MOST_WORDS]
    return sorted(set.intersection(*(book.written.at(word) for word in words)))


def _also(text: str, words: Sequence[str], book: _Book) -> list[int]:
    """Return the places of the teams that may be meant by what was typed, the likeliest first."""
    off = {at: 1 + far for at, far in nearest(text, book.listed).items()}
    called = book.called.at(words[0])
    off |= {at: 0 for at in called if answers_to(book.names[at], words)}
    return sorted(off, key=lambda at: (off[at], at))
