"""The keys by which candidacies of perhaps one nominee find each other, written in bulk."""

from collections.abc import Sequence

from recognition.database import db
from recognition.demo.actions.bulk import add_all, batches
from recognition.nominations.matching import keys
from recognition.nominations.models import Candidacy, NomineeKey
from recognition.nominations.queries.alike import described_row, describing


def write_keys(candidacy_ids: Sequence[int]) -> None:
    """Write the keys of new candidacies; teams have none. In an open transaction."""
    rows = []
    for part in batches([{"id": number} for number in candidacy_ids]):
        numbers = [row["id"] for row in part]
        for found in db.session.execute(
            describing().where(Candidacy.id.in_(numbers), Candidacy.team_id.is_(None))
        ):
            nominee = described_row(found)
            unknown = nominee.person_id is None
            rows += [
                {"candidacy_id": found.id, "key": key, "described": unknown}
                for key in sorted(keys(nominee))
            ]
    if rows:
        add_all(NomineeKey, rows)
