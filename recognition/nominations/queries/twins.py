"""Candidacies that may be of the same nominee as others, for a whole page at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import CTE, Select, and_, bindparam, exists, false, or_, select, true, union
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations import matching, rules
from recognition.nominations.matching import Described
from recognition.nominations.models import Candidacy, Namesakes, Nomination, NomineeKey
from recognition.people.models import Person, Team
from recognition.steering import unsearched

DIFFERENT = "different"
MOST_TWINS = 20


@dataclass(frozen=True)
class Twin:
    """Another candidacy of the same category whose nominee may be the same.

    `likeness` is "same" or "possible", as `matching.likeness` says.
    """

    candidacy_id: int
    name: str
    detail: str
    linked: bool
    likeness: str


def twins(
    candidacy_ids: Collection[int], *, enough: int = MOST_TWINS
) -> dict[int, tuple[Twin, ...]]:
    """Return, by candidacy, others that may be of the same nominee; one statement.

    They share a key, are of the same round and category, and have a nomination that was neither
    declined nor withdrawn. Pairs that a checker called two people are left out, and so are two
    people of the directory. After `enough` of them no more are looked for.
    """
    numbers = sorted(set(candidacy_ids))
    rows = db.session.execute(_alike(), {"numbers": numbers})
    found: dict[int, list[Twin]] = defaultdict(list)
    for row in rows:
        if len(found[row.mine]) >= enough:
            continue
        me = Described(
            name=row.my_name or row.my_described_name or "",
            team=row.my_team or row.my_described_place,
            email=row.my_email or "",
            person_id=row.my_person_id,
        )
        another = Described(
            name=row.name or row.described_name or "",
            team=row.team or row.described_place,
            email=row.email or "",
            person_id=row.person_id,
        )
        likeness = matching.likeness(me, another)
        if likeness != DIFFERENT:
            parts = (row.job_title, row.team, row.site) if row.name else (row.described_place,)
            detail = " · ".join(part for part in parts if part)
            known = row.person_id is not None
            found[row.mine].append(Twin(row.id, another.name, detail, known, likeness))
    return {number: tuple(listed) for number, listed in found.items()}


@cache
def _alike() -> Select[*tuple[Any, ...]]:
    """Choose pairs that share a key; put together once, because that takes as long as asking."""
    mine, other = aliased(Candidacy, name="mine"), aliased(Candidacy, name="other")
    pairs = _pairs()
    my_person, my_team = aliased(Person), aliased(Team)
    person, team = aliased(Person), aliased(Team)
    apart = exists().where(
        or_(
            and_(Namesakes.one_id == mine.id, Namesakes.other_id == other.id),
            and_(Namesakes.one_id == other.id, Namesakes.other_id == mine.id),
        )
    )
    stands = exists().where(
        Nomination.candidacy_id == other.id,
        Nomination.withdrawn_at.is_(None),
        Nomination.standing != rules.DECLINED,
    )
    return (
        select(
            mine.id.label("mine"),
            mine.person_id.label("my_person_id"),
            mine.described_name.label("my_described_name"),
            mine.described_place.label("my_described_place"),
            my_person.name.label("my_name"),
            my_person.email.label("my_email"),
            my_team.name.label("my_team"),
            other.id,
            other.person_id,
            other.described_name,
            other.described_place,
            person.name,
            person.email,
            person.job_title,
            person.site,
            team.name.label("team"),
        )
        .select_from(pairs)
        .join(mine, mine.id == pairs.c.mine)
        .join(other, other.id == pairs.c.other)
        .outerjoin(my_person, my_person.id == mine.person_id)
        .outerjoin(my_team, my_team.id == my_person.team_id)
        .outerjoin(person, person.id == other.person_id)
        .outerjoin(team, team.id == person.team_id)
        .where(
            # SQLite would take these for a way in, and compare all with all
            unsearched(other.round_id) == mine.round_id,
            unsearched(other.category_id) == mine.category_id,
            unsearched(other.merged_into_id).is_(None),
            or_(mine.person_id.is_(None), other.person_id.is_(None)),
            stands,
            ~apart,
        )
        .order_by(mine.id, other.id)
    )


def _pairs() -> CTE:
    """Return candidacies and others with which they share a key, one of the two described.

    Materialized, or SQLite would start from every nominee of the round. In two halves, so that
    with somebody of the directory only what was described is looked through, not all namesakes.
    """
    both = (_sharing(described=True), _sharing(described=False))
    return union(*both).cte("pairs").prefix_with("MATERIALIZED")


def _sharing(*, described: bool) -> Select[*tuple[Any, ...]]:
    my_key, other_key = aliased(NomineeKey), aliased(NomineeKey)
    shared = and_(other_key.key == my_key.key, other_key.candidacy_id != my_key.candidacy_id)
    return (
        select(my_key.candidacy_id.label("mine"), other_key.candidacy_id.label("other"))
        .join(other_key, shared if described else and_(shared, other_key.described == true()))
        .where(
            my_key.candidacy_id.in_(bindparam("numbers", expanding=True)),
            my_key.described == (true() if described else false()),
        )
    )
