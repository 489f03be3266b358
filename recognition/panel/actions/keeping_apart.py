"""Writing down whom readers know, before the facts that said so go.

A team or a manager keeps scores out of the tally without anybody having declared anything. Once
such a fact is gone, a score that did not count would begin to: so it becomes an interest, without
a reason.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import Session

from recognition import clock
from recognition.database import transaction
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, Interest
from recognition.panel.queries.interests import has_interest
from recognition.panel.rules import DECLARED


def keep_apart(session: Session, readings: ColumnElement[bool], *, at: datetime) -> None:
    """Write an interest for each of these readings by somebody who knows the nominee by the facts.

    Args:
        session: of the open transaction.
        readings: which assignments, joined to their candidacies.
        at: the instant it is written down, UTC.
    """
    said = exists().where(
        Interest.candidacy_id == Assignment.candidacy_id,
        Interest.person_id == Assignment.person_id,
    )
    pairs = session.execute(
        select(Assignment.candidacy_id, Assignment.person_id)
        .join(Candidacy, Candidacy.id == Assignment.candidacy_id)
        .where(readings, has_interest(Assignment.person_id, Assignment), ~said)
        .distinct()
    ).all()
    session.add_all(
        Interest(candidacy_id=number, person_id=who, state=DECLARED, declared_at=at)
        for number, who in pairs
    )
    session.flush()


def keep_leavers_apart(person_ids: Collection[int]) -> None:
    """Do so for everything these people read, and for everybody who read about them."""
    theirs = or_(Assignment.person_id.in_(person_ids), Candidacy.person_id.in_(person_ids))
    with transaction() as session:
        keep_apart(session, theirs, at=clock.now())
