"""Opening sent scores again."""

from recognition.audit import actions as audit
from recognition.database import transaction
from recognition.errors import Conflict, Missing
from recognition.nominations import queries as nominations
from recognition.panel import closed
from recognition.panel.actions.locking import under_lock
from recognition.panel.actions.tallying import recount
from recognition.panel.models import Assignment
from recognition.panel.queries.rights import may_open_nominee
from recognition.panel.rules import check_may_reopen
from recognition.people import queries as people
from recognition.people.queries import Viewer
from recognition.words import _


def reopen(*, candidacy_id: int, assignment_id: int, reason: str, actor: Viewer) -> None:
    """Give a panellist their sent scores back to change; until sent again they do not count.

    Raises:
        Missing: there are no such scores, or the actor does not lead the panel on this nominee.
        Refused: there is no reason, or they are the actor's own.
        Conflict: they were reopened meanwhile.
    """
    if not may_open_nominee(actor, candidacy_id):
        raise Missing
    with transaction() as session:
        assignment = session.get(Assignment, assignment_id)
        if assignment is None or assignment.candidacy_id != candidacy_id:
            raise Missing
        check_may_reopen(reader_id=assignment.person_id, actor_id=actor.person_id, reason=reason)
        assignment, review = under_lock(candidacy_id, assignment.person_id)
        closed.check_open(nominations.candidacy(candidacy_id).round_id)
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
