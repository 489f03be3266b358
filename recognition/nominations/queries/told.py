"""The nominee as the nominator told, whatever checkers linked or merged since."""

from sqlalchemy import select

from recognition.database import db
from recognition.nominations.cards import Nominee
from recognition.nominations.models import Candidacy, Nomination, Step
from recognition.nominations.queries.candidacies import nominee_of_candidacy

JOINED = ("linked", "merged")


def as_told(nomination_id: int) -> Nominee:
    """Return whom a nominator nominated, in their own words or as they chose.

    Nominators learn nothing of the directory, nor of what others wrote, from what a checker did:
    what they described stands with the nomination, and whom they chose in the candidacy that was
    left behind by the first merge.
    """
    row = db.session.execute(
        select(Nomination.candidacy_id, Nomination.told_name, Nomination.told_place).where(
            Nomination.id == nomination_id
        )
    ).one()
    if row.told_name:
        return Nominee("described", row.told_name, row.told_place)
    now = Nomination.candidacy_id
    here = select(Candidacy.round_id).join(Nomination, now == Candidacy.id)
    joined = db.session.execute(
        select(Step.before)
        .join(Candidacy, Candidacy.id == Step.before["from"].as_integer())
        .where(Step.kind.in_(JOINED), Step.undone_at.is_(None))
        .where(Candidacy.round_id.in_(here.where(Nomination.id == nomination_id)))
        .order_by(Step.id)
    )
    for (before,) in joined:
        if nomination_id in before["nominations"]:
            return nominee_of_candidacy(before["from"])
    return nominee_of_candidacy(row.candidacy_id)
