"""What must always hold of nominations and candidacies."""

from sqlalchemy import exists, select

from recognition.database import db
from recognition.nominations.models import Candidacy, Nomination


def empty_candidacies() -> list[int]:
    """Return the candidacies in which nobody was ever nominated, by number."""
    told = exists().where(Nomination.candidacy_id == Candidacy.id)
    return list(db.session.scalars(select(Candidacy.id).where(~told).order_by(Candidacy.id)))


def homeless_nominations() -> list[str]:
    """Return the references of nominations that stand and whose candidacy is not there."""
    there = exists().where(Candidacy.id == Nomination.candidacy_id)
    return list(
        db.session.scalars(
            select(Nomination.reference)
            .where(~there, Nomination.withdrawn_at.is_(None))
            .order_by(Nomination.reference)
        )
    )
