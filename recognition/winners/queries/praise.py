"""What the panel wrote to be shared."""

from collections.abc import Collection

from sqlalchemy import select

from recognition.database import db
from recognition.winners.models import Praise


def praise_of(candidacy_ids: Collection[int]) -> dict[int, str]:
    """Return what the panel wrote about several candidacies, where it wrote something."""
    rows = db.session.execute(
        select(Praise.candidacy_id, Praise.text).where(
            Praise.candidacy_id.in_(set(candidacy_ids)), Praise.text != ""
        )
    )
    return dict(rows.all())
