"""Finding a colleague or a team by a few letters of a name, also when they are mistyped."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from recognition.database import db
from recognition.people.models import Person, Team
from recognition.people.nearest import MOST_WORDS, nearest, typed_words
from recognition.people.queries.directory import (
    PersonCard,
    TeamCard,
    people_by_id,
    person_card,
    teams_by_id,
)
from recognition.people.queries.viewers import Viewer
from recognition.people.rules import folded
from recognition.people.short_names import forms
from recognition.people.spelling import plain
from recognition.people.team_names import answers_to

# The largest trusts have some 30,000 staff. Where there are more, slips are looked for among the
# nearest colleagues.
_MOST_READ = 40_000
_Rank = tuple[int, int, str, int]


def named(column: InstrumentedAttribute[str], text: str) -> ColumnElement[bool]:
    """Every word typed starts a part of the name, in any order: “pat ash” finds Asha Patel."""
    return and_(*(_begins(column, word) for word in folded(text).split()[:MOST_WORDS]))


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
    exact = named(Person.search_name, text)
    kind = case((exact, 0), else_=1).label("kind")
    distance = _distance(near).label("distance")
    found = db.session.execute(
        select(Person, Team.name, distance, kind)
        .outerjoin(Team, Person.team_id == Team.id)
        .where(Person.organisation_id.in_(organisations), Person.left_at.is_(None))
        .where(and_(*(_called(word) for word in folded(text).split()[:MOST_WORDS])))
        .order_by(distance, kind, Person.search_name, Person.id)
        .limit(limit)
    ).all()
    cards = {row.id: person_card(row, team) for row, team, _distance_, _kind in found}
    if len(found) >= limit:
        return list(cards.values())
    ranks = [(far, kind, row.search_name, row.id) for row, _team, far, kind in found]
    more = [rank for rank in _mistyped(text, organisations, near) if rank[-1] not in cards]
    best = sorted([*ranks, *more])[:limit]
    cards |= people_by_id({number for *_rank, number in best} - cards.keys())
    return [cards[number] for *_rank, number in best if number in cards]


def _mistyped(text: str, organisations: Collection[int], near: Viewer | None) -> list[_Rank]:
    """Return the rank of everybody whose name is nearly what was typed; by rank they are sorted.

    Names come as one long text for each distance: twenty thousand rows take three times as long.
    """
    everybody = (
        select(Person.id, Person.search_name, _distance(near).label("distance"))
        .where(Person.organisation_id.in_(organisations), Person.left_at.is_(None))
        .order_by("distance")
        .limit(_MOST_READ)
        .subquery()
    )
    line = cast(everybody.c.id, String).concat(" ").concat(everybody.c.search_name)
    told = db.session.execute(
        select(everybody.c.distance, func.aggregate_strings(line, "\n")).group_by("distance")
    )
    people = [(far, *line.split(" ", 1)) for far, lines in told for line in lines.split("\n")]
    off = nearest(text, [name for _far, _number, name in people])
    near_ones = ((people[at], far) for at, far in off.items())
    return [(place, 1 + far, name, int(number)) for (place, number, name), far in near_ones]


def _begins(column: InstrumentedAttribute[str], word: str) -> ColumnElement[bool]:
    return or_(
        column.startswith(word, autoescape=True),
        column.contains(f" {word}", autoescape=True),
        column.contains(f"-{word}", autoescape=True),
    )


def _called(word: str) -> ColumnElement[bool]:
    """A part of a person's name begins with the word, or the name with one of its other forms."""
    others = (form for form in sorted(forms(plain(word))) if not form.startswith(word))
    whole = (Person.search_name.startswith(f"{form} ") for form in others)
    return or_(_begins(Person.search_name, word), *whole)


def _distance(near: Viewer | None) -> ColumnElement[int]:
    """0 for the same team, 1 for the same site, 2 for everybody else."""
    person_id, team_id = (near.person_id, near.team_id) if near else (None, None)
    site = select(Person.site).where(Person.id == person_id).correlate(None).scalar_subquery()
    return case(
        (and_(Person.team_id.is_not(None), Person.team_id == team_id), 0),
        (and_(Person.site != "", Person.site == site), 1),
        else_=2,
    )


def team_suggestions(text: str, organisations: Collection[int], limit: int = 8) -> list[TeamCard]:
    """Return teams whose name fits what was typed so far; nothing typed finds none.

    Names that begin as typed come first, then what people also call a team (“ED” for A&E, “W7”
    for Ward 7), then names that are only nearly so. One statement, or three when there is room.
    """
    words = typed_words(text)
    if not words:
        return []
    size = (
        select(func.count(Person.id))
        .where(Person.team_id == Team.id, Person.left_at.is_(None))
        .correlate(Team)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Team, size)
        .where(Team.organisation_id.in_(organisations), Team.ended_at.is_(None))
        .where(named(Team.search_name, text))
        .order_by(Team.search_name, Team.site, Team.id)
        .limit(limit)
    )
    cards = {
        row.id: TeamCard(row.id, row.name, row.site, row.organisation_id, n) for row, n in rows
    }
    if len(cards) < limit:
        more = [number for number in _also_teams(text, organisations) if number not in cards]
        others = teams_by_id(more[: limit - len(cards)])
        cards |= {number: others[number] for number in more if number in others}
    return list(cards.values())


def _also_teams(text: str, organisations: Collection[int]) -> list[int]:
    """Return the teams that may be meant by what was typed, the likeliest first."""
    rows = db.session.execute(
        select(Team.id, Team.search_name, Team.site)
        .where(Team.organisation_id.in_(organisations), Team.ended_at.is_(None))
        .order_by(Team.search_name, Team.site, Team.id)
        .limit(_MOST_READ)
    ).all()
    words, names = typed_words(text), [name for _number, name, _site in rows]
    off = {at: 1 + far for at, far in nearest(text, names).items()}
    off |= {at: 0 for at, name in enumerate(names) if answers_to(name, words)}
    return [rows[at].id for at in sorted(off, key=lambda at: (off[at], at))]
