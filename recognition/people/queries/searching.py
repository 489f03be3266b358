"""Finding a colleague by a few letters of a name, also when they are mistyped.

This is asked at every letter somebody types, so its statements are put together once for each
number of words, and only parts of names that begin as typed are read, never everybody's.
"""

from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    SQLColumnExpression,
    String,
    and_,
    bindparam,
    case,
    literal,
    or_,
    select,
    union_all,
)

from recognition.database import read
from recognition.people.models import PersonPart
from recognition.people.name_parts import beginning
from recognition.people.nearest import MOST_WORDS, Listed, nearest, typed_words
from recognition.people.queries.directory import PersonCard
from recognition.people.queries.misspelling import near_names
from recognition.people.queries.nearby import CHOSEN, ORDER, card, distance, whose, with_facts
from recognition.people.queries.viewers import Viewer
from recognition.people.rules import folded
from recognition.people.short_names import forms
from recognition.people.spelling import plain

_MOST_ALIKE = 6
"""So many parts of one name may begin alike, as in Anna-Marie Amelia Adams-Abbott."""
_Ranked = tuple[tuple[int, int, str, int], Row[Any]]


def suggestions(
    text: str, *, organisations: Collection[int], near: Viewer | None, limit: int = 8
) -> list[PersonCard]:
    """Return colleagues whose name fits what was typed so far; leavers are left out.

    Names that begin as typed come before short forms (Liz for Elizabeth), and those before names
    that are only nearly so, which are looked for when there is room; but a colleague of the same
    team or site comes before all of the others. One statement, or three when slips are looked for.

    Args:
        text: one or more beginnings of name parts; nothing typed finds nobody.
        organisations: numbers of the organisations to look in.
        near: whose team comes first, then whose site; None for by name only.
        limit: how many at most.
    """
    if not typed_words(text):
        return []
    asked = {"organisations": list(organisations), **whose(near)}
    found = _as_typed(text, {"most": limit, **asked})
    if len(found) >= limit:
        return [card(row) for row in found]
    there = {row.id for row in found}
    ranked = [((row.distance, row.kind, row.search_name, row.id), row) for row in found]
    ranked += [pair for pair in _mistyped(text, asked) if pair[1].id not in there]
    ranked.sort(key=lambda pair: pair[0])
    return [card(row) for _rank, row in ranked[:limit]]


def _mistyped(text: str, asked: dict[str, Any]) -> list[_Ranked]:
    """Return everybody whose name is nearly what was typed, with what they are sorted by."""
    rows = near_names(text, asked)
    off = nearest(text, Listed([row.search_name for row in rows]))
    near = ((rows[at], far) for at, far in off.items())
    return [((row.distance, 1 + far, row.search_name, row.id), row) for row, far in near]


def _as_typed(text: str, asked: dict[str, Any]) -> Sequence[Row[Any]]:
    """Return those whose name begins as typed, or whose given name is another form of it."""
    words = folded(text).split()[:MOST_WORDS]
    others = [
        [form for form in sorted(forms(plain(word))) if not form.startswith(word)] for word in words
    ]
    longest = max(range(len(words)), key=lambda at: len(words[at]))
    low, high = beginning(words[longest])
    values: dict[str, Any] = {"low": low, "high": high, "forms": others[longest]}
    for at, word in enumerate(words):
        like = _escaped(word)
        values |= {f"first{at}": f"{like}%", f"later{at}": f"% {like}%", f"half{at}": f"%-{like}%"}
        values |= {f"form{at}_{n}": f"{_escaped(form)} %" for n, form in enumerate(others[at])}
    return read(_typed(tuple(map(len, others)), longest), **values, **asked).all()


def _escaped(word: str) -> str:
    return word.replace("/", "//").replace("%", "/%").replace("_", "/_")


@lru_cache(maxsize=500)
def _typed(forms: tuple[int, ...], longest: int) -> Select[*tuple[Any, ...]]:
    """Put the statement together for so many words.

    Args:
        forms: how many other forms of its name each word has.
        longest: which word is the longest: of its parts there are the fewest, as a rule.
    """
    rest = [
        _means(PersonPart.search_name, at, number)
        for at, number in enumerate(forms)
        if at != longest
    ]
    low, high = bindparam("low", type_=String), bindparam("high", type_=String)
    chosen = CHOSEN.where(*rest)
    begins = chosen.where(PersonPart.part >= low, PersonPart.part < high, PersonPart.is_written)
    is_form = PersonPart.part.in_(bindparam("forms", expanding=True))
    has_form = chosen.where(is_form, PersonPart.is_given)
    found = (union_all(begins, has_form) if forms[longest] else begins).subquery()
    exact = and_(*(_means(found.c.search_name, at) for at in range(len(forms))))
    kind = (case((exact, 0), else_=1) if any(forms) else literal(0)).label("kind")
    far = distance(found).label("distance")
    ranked = select(found.c.person_id, found.c.search_name, far, kind).order_by(
        far, kind, found.c.search_name, found.c.person_id
    )
    # one person may have several such parts; they stand together, and sorting a few is quicker
    first = ranked.limit(bindparam("most", type_=Integer) * _MOST_ALIKE).subquery()
    best = select(first).distinct().order_by(*(first.c[name] for name in ORDER))
    return with_facts(best.limit(bindparam("most")).subquery())


def _means(name: SQLColumnExpression[str], at: int, forms: int = 0) -> ColumnElement[bool]:
    """A part of the name begins with a word, or the name with another form of it."""
    ways = [f"first{at}", f"later{at}", f"half{at}", *(f"form{at}_{n}" for n in range(forms))]
    return or_(*(name.like(bindparam(way, type_=String), escape="/") for way in ways))
