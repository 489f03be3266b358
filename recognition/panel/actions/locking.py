"""Keeping two writers of one candidacy's scores apart."""

from sqlalchemy import select

from recognition.database import db
from recognition.errors import Missing
from recognition.nominations.models import Candidacy
from recognition.panel.models import Assignment, Review
from recognition.schemes.models import Round


def lock(*candidacy_ids: int) -> None:
    """Make everybody else who changes these candidacies' scores wait, in a transaction.

    Everything that changes a tally takes the candidacy first, in order, so that writers queue up.
    """
    db.session.execute(
        select(Candidacy.id)
        .where(Candidacy.id.in_(candidacy_ids))
        .order_by(Candidacy.id)
        .with_for_update()
    )


def lock_round(round_id: int) -> None:
    """Make everybody else who staffs this panel wait, in a transaction.

    Nominations for the round are not held up.
    """
    db.session.execute(select(Round.id).where(Round.id == round_id).with_for_update(key_share=True))


def under_lock(candidacy_id: int, person_id: int) -> tuple[Assignment, Review | None]:
    """Return an assignment and its review, where nobody else can change them meanwhile.

    Raises:
        Missing: the candidacy is not assigned to this person.
    """
    lock(candidacy_id)
    assignment = db.session.scalar(
        select(Assignment).where(
            Assignment.candidacy_id == candidacy_id,
            Assignment.person_id == person_id,
            Assignment.ended_at.is_(None),
        )
    )
    if assignment is None:
        raise Missing
    return assignment, db.session.scalar(
        select(Review).where(Review.assignment_id == assignment.id)
    )
