"""Stepping back from somebody one knows, and opening sent scores again."""

from sqlalchemy import select

from recognition import clock
from recognition.audit import actions as audit
from recognition.database import db, transaction
from recognition.errors import Conflict, Missing
from recognition.nominations import queries as nominations
from recognition.panel.actions import letters
from recognition.panel.actions.locking import lock, under_lock
from recognition.panel.actions.reviewing import record
from recognition.panel.actions.tallying import recount
from recognition.panel.models import Appointment, Assignment, Interest
from recognition.panel.queries.interests import holds, no_interest
from recognition.panel.queries.rights import may_read
from recognition.panel.rules import CHAIR, check_may_reopen
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.schemes import queries as schemes
from recognition.words import _


def declare_interest(*, candidacy_id: int, reason: str, actor: Viewer) -> None:
    """Step back from somebody the panellist or chair knows.

    Ends the assignment, takes scores they had sent out of the tally, and tells the chair.

    Raises:
        Missing: it is not theirs to read.
    """
    if not may_read(actor, candidacy_id):
        raise Missing
    candidacy = nominations.candidacy(candidacy_id)
    card = schemes.round_card(candidacy.round_id)
    with transaction() as session:
        # First of all: an interest refers to the candidacy, and two people who had each written
        # one would then wait for each other.
        lock(candidacy_id)
        had_sent = False
        session.add(
            Interest(
                candidacy_id=candidacy_id,
                person_id=actor.person_id,
                reason=reason,
                declared_at=clock.now(),
            )
        )
        try:
            assignment, review = under_lock(candidacy_id, actor.person_id)
        except Missing:
            pass  # the chair, who reads without being assigned
        else:
            assignment.ended_at = clock.now()
            had_sent = review is not None and review.sent_at is not None
        recount(candidacy_id)
        record("panel.interest_declared", candidacy_id, actor, None)
        for chair in _chairs_without_interest(card.id, candidacy_id):
            letters.stepped_back(chair, actor.name, candidacy.nominee.name, card, had_sent=had_sent)


def _chairs_without_interest(round_id: int, candidacy_id: int) -> list[people.PersonCard]:
    numbers = db.session.scalars(
        select(Appointment.person_id)
        .where(Appointment.round_id == round_id, Appointment.role == CHAIR)
        .where(Appointment.ended_at.is_(None))
    ).all()
    free = [number for number in numbers if holds(candidacy_id, no_interest(number))]
    return list(people.people_by_id(free).values())


def reopen(*, candidacy_id: int, assignment_id: int, reason: str, actor: Viewer) -> None:
    """Give a panellist their sent scores back to change; until sent again they do not count.

    Raises:
        Missing: there are no such scores.
        Refused: there is no reason, or they are the actor's own.
        Conflict: they were reopened meanwhile.
    """
    with transaction() as session:
        assignment = session.get(Assignment, assignment_id)
        if assignment is None or assignment.candidacy_id != candidacy_id:
            raise Missing
        check_may_reopen(reader_id=assignment.person_id, actor_id=actor.person_id, reason=reason)
        assignment, review = under_lock(candidacy_id, assignment.person_id)
        if review is None or review.sent_at is None:
            raise Conflict(_("These scores are open already."))
        review.sent_at = None
        recount(candidacy_id)
        reader = people.person(assignment.person_id)
        audit.record(
            "review.reopened",
            subject=("candidacy", candidacy_id),
            actor_id=actor.person_id,
            payload={"reader": reader.name, "reason": reason},
        )
