"""The keys by which candidacies of perhaps one nominee find each other, written in bulk."""

from collections.abc import Sequence

from sqlalchemy import select

from recognition.database import db
from recognition.demo.actions.bulk import add_all, batches
from recognition.nominations.matching import Described, keys
from recognition.nominations.models import Candidacy, NomineeKey
from recognition.people.models import Person, Team


def write_keys(candidacy_ids: Sequence[int]) -> None:
    """Write the keys of new candidacies; teams have none. In an open transaction."""
    rows = []
    for part in batches([{"id": number} for number in candidacy_ids]):
        for found in db.session.execute(
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
            .where(Candidacy.id.in_([row["id"] for row in part]), Candidacy.team_id.is_(None))
        ):
            nominee = Described(
                name=found.name or found.described_name or "",
                team=found.team or found.described_place,
                email=found.email or "",
                person_id=found.person_id,
            )
            rows += [{"candidacy_id": found.id, "key": key} for key in sorted(keys(nominee))]
    if rows:
        add_all(NomineeKey, rows)
