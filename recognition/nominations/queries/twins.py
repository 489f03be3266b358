"""Candidacies that may be of the same nominee as others, for a whole page at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import CTE, and_, exists, or_, select
from sqlalchemy.orm import aliased

from recognition.database import db
from recognition.nominations import matching, rules
from recognition.nominations.matching import Described
from recognition.nominations.models import Candidacy, Namesakes, Nomination, NomineeKey
from recognition.people.models import Person, Team

DIFFERENT = "different"
MOST_TWINS = 20

Mine = aliased(Candidacy, name="mine")
MyPerson = aliased(Person)
MyTeam = aliased(Team)
MyKey = aliased(NomineeKey)
Other = aliased(Candidacy, name="other")
OtherPerson = aliased(Person)
OtherTeam = aliased(Team)
OtherKey = aliased(NomineeKey)


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
    pairs = _pairs(candidacy_ids)
    apart = exists().where(
        or_(
            and_(Namesakes.one_id == Mine.id, Namesakes.other_id == Other.id),
            and_(Namesakes.one_id == Other.id, Namesakes.other_id == Mine.id),
        )
    )
    stands = exists().where(
        Nomination.candidacy_id == Other.id,
        Nomination.withdrawn_at.is_(None),
        Nomination.standing != rules.DECLINED,
    )
    rows = db.session.execute(
        select(
            Mine.id.label("mine"),
            Mine.person_id.label("my_person_id"),
            Mine.described_name.label("my_described_name"),
            Mine.described_place.label("my_described_place"),
            MyPerson.name.label("my_name"),
            MyPerson.email.label("my_email"),
            MyTeam.name.label("my_team"),
            Other.id,
            Other.person_id,
            Other.described_name,
            Other.described_place,
            OtherPerson.name,
            OtherPerson.email,
            OtherPerson.job_title,
            OtherPerson.site,
            OtherTeam.name.label("team"),
        )
        .select_from(pairs)
        .join(Mine, Mine.id == pairs.c.mine)
        .join(Other, Other.id == pairs.c.other)
        .outerjoin(MyPerson, MyPerson.id == Mine.person_id)
        .outerjoin(MyTeam, MyTeam.id == MyPerson.team_id)
        .outerjoin(OtherPerson, OtherPerson.id == Other.person_id)
        .outerjoin(OtherTeam, OtherTeam.id == OtherPerson.team_id)
        .where(
            # plus nothing: SQLite would take these for a way in, and compare all with all
            Other.round_id + 0 == Mine.round_id,
            Other.category_id + 0 == Mine.category_id,
            (Other.merged_into_id + 0).is_(None),
            or_(Mine.person_id.is_(None), Other.person_id.is_(None)),
            stands,
            ~apart,
        )
        .order_by(Mine.id, Other.id)
    )
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


def _pairs(candidacy_ids: Collection[int]) -> CTE:
    """Return candidacies and others with which they share a key.

    Materialized, or SQLite would start from every nominee of the round.
    """
    return (
        select(MyKey.candidacy_id.label("mine"), OtherKey.candidacy_id.label("other"))
        .join(
            OtherKey,
            and_(OtherKey.key == MyKey.key, OtherKey.candidacy_id != MyKey.candidacy_id),
        )
        .where(MyKey.candidacy_id.in_(set(candidacy_ids)))
        .distinct()
        .cte("pairs")
        .prefix_with("MATERIALIZED")
    )
