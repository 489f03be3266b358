"""Who may be meant by a name that is not quite as anybody is called.

First the parts of names that a word may mean, by `nearest.near_parts`; then whoever has such a part
for each word, and nobody else.
"""

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    union,
)
from sqlalchemy.orm import aliased

from recognition.database import read
from recognition.people.models import PersonPart
from recognition.people.name_parts import beginning
from recognition.people.nearest import near_parts, reach, readings
from recognition.people.queries.nearby import CHOSEN, HERE, distance, with_facts

_MOST = 1_000
"""So many are put in order, the nearest first: of a common name there may be more."""
_WHOLE = CHOSEN.where(PersonPart.is_whole, PersonPart.part == bindparam("whole"))
Shape = tuple[tuple[int, int], ...]
"""For each reading of what was typed how many words it has, and which of them is the rarest."""


def near_names(text: str, asked: dict[str, Any]) -> Sequence[Row[Any]]:
    """Return whoever may be meant, in two statements; some whose name is too far off, too.

    Args:
        text: what was typed; there is a word in it.
        asked: what `nearby.HERE` and `nearby.distance` ask.
    """
    ways = readings(text)
    vocabulary = _vocabulary({word for words in ways for word in words}, asked)
    shape: list[tuple[int, int]] = []
    values: dict[str, Any] = {"whole": "".join(ways[0]), "most": _MOST}
    for words in ways:
        near = [near_parts(word, vocabulary) for word in words]
        if not all(near):
            continue
        way = len(shape)
        shape.append((len(words), min(range(len(words)), key=lambda at: len(near[at]))))
        for at, word in enumerate(words):
            low, high = beginning(word)
            rest = [part for part in near[at] if part in vocabulary and not part.startswith(word)]
            values |= {f"low{way}_{at}": low, f"high{way}_{at}": high, f"near{way}_{at}": rest}
    return read(_near(tuple(shape)), **values, **asked).all()


def _vocabulary(words: Iterable[str], asked: dict[str, Any]) -> frozenset[str]:
    """Return the parts of names that people here have and that one of these words may mean."""
    within = reach(words)
    values: dict[str, Any] = {"exactly": sorted(within.exactly)}
    for place, start in enumerate(sorted(within.beginnings)):
        values[f"low{place}"], values[f"high{place}"] = beginning(start)
    found = read(_parts(len(within.beginnings)), **values, **asked).scalar()
    return frozenset((found or "").split(" ")) - {""}


@cache
def _parts(ranges: int) -> Select[str]:
    """Choose parts with one of so many beginnings, or as given, as one long text.

    Thousands of rows take three times as long.
    """
    chosen = select(PersonPart.part).where(*HERE, PersonPart.is_plain)
    ways = [chosen.where(_begins(PersonPart, str(place))) for place in range(ranges)]
    exactly = PersonPart.part.in_(bindparam("exactly", expanding=True))
    found = union(*ways, chosen.where(exactly)).subquery()
    return select(func.aggregate_strings(found.c.part, " "))


@lru_cache(maxsize=200)
def _near(shape: Shape) -> Select[*tuple[Any, ...]]:
    ways = [one for way, words in enumerate(shape) for one in _with_all(way, *words)]
    found = union(_WHOLE, *ways).subquery()
    far = distance(found).label("distance")
    nearest = select(found.c.person_id, found.c.search_name, far, literal(1).label("kind"))
    return with_facts(
        nearest.order_by(far, found.c.search_name, found.c.person_id)
        .limit(bindparam("most"))
        .subquery()
    )


def _with_all(way: int, words: int, rarest: int) -> list[Select[*tuple[Any, ...]]]:
    """Choose whoever has a part for each word, starting with those for the rarest."""
    chosen = CHOSEN.where(PersonPart.is_plain)
    for at in range(words):
        if at != rarest:
            other = aliased(PersonPart)
            has = or_(_begins(other, f"{way}_{at}"), _is_near(other, f"{way}_{at}"))
            place = other.organisation_id.in_(bindparam("organisations", expanding=True))
            those = select(other.person_id).where(place, other.is_plain, has)
            chosen = chosen.where(PersonPart.person_id.in_(those))
    word = f"{way}_{rarest}"
    return [chosen.where(_begins(PersonPart, word)), chosen.where(_is_near(PersonPart, word))]


def _begins(parts: type[PersonPart], word: str) -> ColumnElement[bool]:
    low, high = bindparam(f"low{word}", type_=String), bindparam(f"high{word}", type_=String)
    return and_(parts.part >= low, parts.part < high)


def _is_near(parts: type[PersonPart], word: str) -> ColumnElement[bool]:
    return parts.part.in_(bindparam(f"near{word}", expanding=True))
