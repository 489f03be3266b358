"""Candidacies that may be of one nominee, found by the keys they share."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, select

from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.nominations.matching import Described
from recognition.nominations.models import Candidacy, NomineeKey
from recognition.people import queries as people
from recognition.people.models import Person, Team


def described_as(nominee: Nominee) -> Described:
    """Return a nominee as `matching` compares them; somebody of the directory with their team."""
    if nominee.person_id is None:
        return Described(name=nominee.name, team=nominee.detail, email="", person_id=None)
    card = people.person(nominee.person_id)
    return Described(name=card.name, team=card.team, email=card.email or "", person_id=card.id)


def sharing_keys(
    round_id: int, category_id: int, keys: Collection[str]
) -> list[tuple[int, Described]]:
    """Return the candidacies of a category that share a key with somebody, by number.

    Those that were merged into another are left out. One statement.
    """
    numbers = select(NomineeKey.candidacy_id).where(NomineeKey.key.in_(set(keys)))
    rows = db.session.execute(
        describing()
        .where(
            Candidacy.round_id == round_id,
            Candidacy.category_id == category_id,
            Candidacy.merged_into_id.is_(None),
            Candidacy.id.in_(numbers),
        )
        .order_by(Candidacy.id)
        .with_for_update(read=True, of=Candidacy)  # nobody merges it away meanwhile
    )
    return [(row.id, described_row(row)) for row in rows]


def describing() -> Select[*tuple[Any, ...]]:
    """Return the statement that reads candidacies as `described_row` takes them, to be added to."""
    return (
        select(
            Candidacy.id,
            Candidacy.person_id,
            Candidacy.described_name,
            Candidacy.described_place,
            Person.name,
            Person.email,
            Team.name.label("team"),
        )
        .outerjoin(Person, Person.id == Candidacy.person_id)
        .outerjoin(Team, Team.id == Person.team_id)
    )


def described_row(row: Any) -> Described:
    """Return a row of `describing` as `matching` compares it."""
    return Described(
        name=row.name or row.described_name or "",
        team=row.team or row.described_place,
        email=row.email or "",
        person_id=row.person_id,
    )
